"""Which tests hold which promise and which fault; a promise is a B, the numbers are faults.

B1   data/journal/test_kills.py::test_what_was_acknowledged_survives_every_kill
B1   data/journal/test_tails.py::test_cut_at_every_byte_of_the_last_entry
B2   data/journal/test_tails.py::test_a_bad_end_is_set_aside_byte_for_byte
B2   data/journal/test_reading.py::test_no_bytes_at_all_make_reading_fail_or_hide_an_entry
B3   terminal/test_sinks.py::test_raw_words_are_harmless_even_where_safe_was_forgotten
B4   terminal/test_sinks.py::test_safe_words_are_seen_as_they_are_everywhere_and_do_nothing_when_clicked
B4   architecture/test_text_sinks.py::test_no_words_are_parsed
B5   data/providers/test_no_stall.py::test_others_are_asked_on_time_and_the_loop_stays_free
B5   data/providers/test_large_accounts.py::test_twenty_thousand_alerts_of_one_repository
B5   sessions/test_no_stall.py::test_a_hung_a_dripping_and_a_flooding_source
B5   data/providers/aws/test_promises.py::test_whatever_aws_does_others_are_asked_on_time
B6   data/providers/alertmanager/test_hostile.py::test_what_goes_silent_is_never_called_well
B6   data/test_store.py::test_what_is_not_answered_in_time_goes_stale_and_comes_back
B6   data/providers/aws/test_client.py::test_what_is_much_too_old_passes_no_more
B6   data/providers/test_http_kinds.py::test_what_goes_silent_is_never_called_well
B6   data/web/test_parts.py::test_what_is_kept_too_long_is_not_shown_as_if_it_held
B7   terminal/test_leaving.py::test_a_signal_saves_restores_and_ends
B7   terminal/test_leaving.py::test_a_crash_is_one_line_and_a_private_report
B7   sessions/test_ending.py::test_a_signal_in_the_middle_of_a_word
B8   sessions/test_person.py::test_a_morning_through_ssh
B8   sessions/test_ending.py::test_no_orphan_where_hanging_up_is_ignored
B8   sessions/test_outage.py::test_an_outage_from_the_first_key_to_the_report
B9   data/runbook_runs/test_order.py::test_b9_no_command_without_a_confirmation_of_exactly_it
B9   sessions/test_runbook_abort.py::test_nothing_further_is_done
B9   screens/runbooks/test_runbook_run.py::test_enter_twice_confirms_nothing
B9   sessions/test_read_only.py::test_read_only_starts_nothing_and_writes_nothing
B10  sessions/test_secrets.py::test_no_secret_comes_out
B10  data/providers/aws/test_promises.py::test_no_secret_comes_out
B10  data/providers/alertmanager/test_hostile.py::test_a_token_that_comes_back_is_shown_nowhere
B10  data/providers/test_http_kinds.py::test_a_token_that_comes_back_is_shown_nowhere
B10  data/channels/test_all_over_http.py::test_a_secret_that_comes_back_is_shown_nowhere
B10  data/channels/email/test_hostile.py::test_a_password_that_comes_back_is_shown_nowhere
B11  sessions/test_long_day.py::test_a_hundred_thousand_entries_today
B11  data/journal/test_history.py::test_a_hundred_thousand_entries
B12  sessions/test_person.py::test_a_morning_in_tmux
B12  sessions/test_terminals.py::test_the_linux_console_gets_sixteen_colours_and_no_questions
B12  sessions/test_terminals.py::test_a_terminal_that_cannot_be_drawn_on_gets_one_line

1    data/journal/test_kills.py::test_what_was_acknowledged_survives_every_kill
2    data/journal/test_tails.py::test_cut_at_every_byte_of_the_last_entry
3    data/journal/test_disk_faults.py::test_a_full_disk_is_told_at_once_and_mended_by_itself
3    sessions/test_not_saved.py::test_a_full_disk_is_said_kept_offered_and_mended
4    data/journal/test_disk_faults.py::test_a_failed_sync_moves_on_to_a_new_segment
5    data/journal/test_disk_faults.py::test_a_write_that_lies_about_its_length
6    data/journal/test_writers.py::test_four_writers_at_once
7    data/journal/test_writers.py::test_a_stopped_console_holds_nobody_up_for_long
8    data/journal/test_places.py::test_a_read_only_folder_can_be_read
8    sessions/test_not_saved.py::test_a_folder_that_cannot_be_written_is_only_looked_at
9    data/journal/test_places.py::test_an_unsafe_file_is_refused_and_nothing_is_lost
10   data/journal/test_tails.py::test_a_bad_end_is_set_aside_byte_for_byte
11   data/journal/test_reading.py::test_invalid_utf8_in_the_middle
12   data/journal/test_reading.py::test_byte_order_mark_and_windows_line_ends
13   data/journal/test_reading.py::test_one_damaged_block_hides_no_other
14   data/journal/test_tails.py::test_a_hand_written_entry_at_the_end_is_kept
15   data/journal/test_reading.py::test_an_edited_entry_is_accepted_and_marked
16   data/journal/test_reading.py::test_a_formatter_breaks_no_seal
17   data/journal/test_reading.py::test_deep_values_that_parse_are_kept_or_told
18   data/journal/test_places.py::test_a_file_that_is_moved_while_it_is_open
19   data/journal/test_reading.py::test_what_is_not_known_is_kept
20   data/journal/test_places.py::test_days_of_every_length
20   data/procedures/test_calendar.py::test_a_daily_list_is_neither_doubled_nor_skipped
20   screens/test_journal.py::test_at_midnight_another_day_is_today
21   data/journal/test_merging.py::test_a_conflict_is_kept_and_told
22   data/journal/test_history.py::test_opening_touches_nothing_old
22   data/journal/test_history.py::test_counting_holds_little
23   data/journal/test_places.py::test_a_missing_folder_is_made_private
23   data/journal/test_places.py::test_wider_modes_and_foreign_owners_are_warned_of
24   data/journal/test_places.py::test_a_network_file_system_is_warned_of

25   data/test_poller.py::test_a_hanging_source_times_out_and_is_no_one_elses_trouble
25   data/providers/test_http_kinds.py::test_a_hostile_answer
25   data/channels/test_all_over_http.py::test_who_has_it_and_does_not_answer_leaves_it_open
25   data/channels/email/test_hostile.py::test_before_the_last_dot_it_surely_did_not_come
26   data/web/test_client.py::test_the_deadline_is_total_whatever_the_server_does
26   data/providers/test_http_kinds.py::test_a_hostile_answer
26   data/channels/test_all_over_http.py::test_who_has_it_and_does_not_answer_leaves_it_open
26   data/channels/email/test_hostile.py::test_a_greeting_that_drips_is_cut_at_the_time_out
27   data/web/test_client.py::test_what_is_not_json_is_said_with_its_beginning
27   data/providers/test_http_kinds.py::test_a_hostile_answer
27   data/channels/test_all_over_http.py::test_a_2xx_that_is_not_the_vendors_leaves_it_open
28   data/web/test_client.py::test_a_bomb_is_cut_on_decoded_bytes
28   data/web/test_client.py::test_a_big_body_is_cut_at_the_bound
28   data/providers/test_http_kinds.py::test_a_hostile_answer
28   data/channels/test_all_over_http.py::test_a_2xx_that_is_not_the_vendors_leaves_it_open
29   data/web/test_client.py::test_endless_headers_are_refused
29   data/providers/test_http_kinds.py::test_a_hostile_answer
30   data/web/test_client.py::test_a_redirect_to_a_wrong_place_is_refused
30   data/providers/test_http_kinds.py::test_a_hostile_answer
30   data/channels/test_all_over_http.py::test_no_redirect_is_followed
31   data/providers/tls/test_client.py::test_wrong_host
31   data/providers/http/test_client.py::test_a_certificate_that_is_refused
31   data/providers/test_http_kinds.py::test_only_a_certificate_of_a_known_authority_is_believed
31   data/channels/test_all_over_http.py::test_a_certificate_that_is_not_trusted_is_certain
31   data/channels/email/test_client.py::test_a_certificate_that_is_not_trusted_ends_it
32   data/test_lookups.py::test_neither_other_work_nor_the_end_waits_for_it
32   data/channels/test_all_over_http.py::test_a_name_that_is_not_known_is_certain
33   data/web/test_client.py::test_the_environments_proxy_is_not_used
33   data/web/test_access.py::test_the_proxy_that_is_named_is_used
34   data/web/test_client.py::test_a_reset_is_retried_once_where_that_is_harmless
34   data/providers/test_http_kinds.py::test_a_reset_is_asked_once_more
34   data/channels/test_all_over_http.py::test_an_answer_that_is_lost_on_its_way_leaves_it_open
35   data/web/test_redirect.py::test_retry_after
35   data/test_schedule.py::test_what_the_source_asked_for_is_honoured_within_the_ceiling
35   data/providers/test_http_kinds.py::test_a_server_that_asks_to_be_left_alone
35   data/providers/github/test_client.py::test_both_limits_are_waited_for
35   data/channels/test_all_over_http.py::test_how_long_it_wants_to_be_left_alone
36   terminal/test_notice.py::test_a_storm_is_five_toasts_and_no_pause
36   data/procedures/test_self_recording.py::test_worse_is_told_at_once_and_better_when_it_stays_so
37   data/test_poller.py::test_two_hundred_sources_do_not_start_together
37   data/test_poller.py::test_after_a_sleep_each_is_asked_once_and_not_all_together
38   data/test_store.py::test_what_is_no_number_is_no_data
38   data/providers/http/test_expectation.py::test_values_are_held_to_their_kind
38   data/web/test_shape.py::test_nothing_at_all_makes_reading_fail
39   data/providers/alertmanager/test_parse.py::test_two_replicas_that_disagree_are_one_alert_that_fires
39   data/providers/alertmanager/test_hostile.py::test_fifty_thousand_alerts_are_counted_and_hold_nobody_up
39   data/alerts/test_desk.py::test_one_alert_of_two_replicas_is_one_case_and_what_they_disagree_on_is_said
40   data/providers/postgres/test_faults.py::test_a_backend_that_is_ended_in_the_middle_of_a_query
41   data/providers/postgres/test_faults.py::test_a_stopped_backend
41   data/providers/postgres/test_faults.py::test_closing_beside_a_stopped_backend_is_bounded
42   data/providers/postgres/test_faults.py::test_both_own_connections_busy
43   data/providers/postgres/test_faults.py::test_no_connection_left
44   data/providers/postgres/test_own_queries.py::test_what_writes_is_refused_by_the_server
45   data/providers/aws/test_faults.py::test_each_fault_is_told_apart
45   data/providers/aws/test_faults.py::test_an_answer_that_is_none_of_aws_never_passes
45   data/providers/aws/test_faults.py::test_who_never_ends_is_not_waited_for
45   data/providers/aws/test_faults.py::test_without_credentials_it_says_how_to_get_them
46   data/providers/aws/test_faults.py::test_leaving_does_not_wait_for_a_stuck_thread

47   terminal/test_sinks.py::test_raw_words_are_harmless_even_where_safe_was_forgotten
48   terminal/test_sinks.py::test_safe_words_are_seen_as_they_are_everywhere_and_do_nothing_when_clicked
49   terminal/test_cell.py::test_safe_text_fills_the_cells_that_textual_counted
50   data/test_safe.py::test_what_is_cut_off_says_how_much
50   terminal/test_notice.py::test_endless_words_do_not_hold_up_the_console
51   terminal/test_leaving.py::test_a_signal_saves_restores_and_ends
52   terminal/test_leaving.py::test_a_lost_line_leaves_no_orphan
53   terminal/test_frozen_line.py::test_the_loop_goes_on_and_the_screen_catches_up
53   sessions/test_ending.py::test_a_line_that_does_not_read_holds_up_neither_polling_nor_journal
54   sessions/test_person.py::test_a_morning_in_tmux
55   terminal/test_resize.py::test_a_storm_settles_and_the_last_size_holds
55   terminal/test_resize.py::test_strange_sizes_do_no_harm
56   terminal/test_job_control.py::test_stop_gives_the_terminal_back_and_continue_paints_it_all
57   terminal/test_hostile_input.py::test_stray_bytes_are_ignored
57   terminal/test_hostile_input.py::test_a_megabyte_of_paste_does_not_hang_it
57   terminal/test_hostile_input.py::test_a_paste_that_never_ends_ends
58   sessions/test_terminals.py::test_without_colours_signs_and_words_say_it_all
58   sessions/test_terminals.py::test_in_the_c_locale_ascii_says_it_all
59   sessions/test_terminals.py::test_without_a_terminal_there_is_one_line

60   data/runbook_runs/test_output.py::test_others_are_asked_on_time_while_a_command_runs
61   data/processes/test_runner.py::test_arguments_arrive_as_they_are
61   data/runbook_runs/test_order.py::test_a_value_arrives_as_one_argument_or_not_at_all
62   data/providers/command/test_parse.py::test_settings_that_are_refused
62   data/procedures/runbooks/test_gaps.py::test_fault_62_a_gap_where_its_value_would_be_read_again_is_refused
63   data/processes/test_runner.py::test_a_gigabyte_flows_by_without_being_kept
63   data/runbook_runs/test_output.py::test_a_gigabyte_is_counted_and_digested_but_not_kept
64   data/processes/test_runner.py::test_one_that_ignores_being_asked_is_ended_by_force
64   data/processes/test_runner.py::test_a_child_that_holds_the_pipe_keeps_nobody_waiting
65   data/runbook_runs/test_conductor.py::test_it_is_on_disk_that_it_was_started_before_it_is
65   data/processes/test_runner.py::test_a_guarded_one_takes_all_that_it_started_with_it
65   sessions/test_runbook.py::test_by_keys_alone_killed_and_gone_on_with
65   sessions/test_runbook.py::test_a_signal_ends_what_runs_and_says_so
65   sessions/test_runbook_abort.py::test_a_command_goes_with_the_console
66   data/processes/test_runner.py::test_no_terminal_can_be_asked_for_a_password
67   data/runbook_runs/test_conductor.py::test_a_confirmation_is_good_for_one_run
67   data/runbook_runs/test_conductor.py::test_what_changed_under_the_dialog_is_not_run
67   screens/runbooks/test_runbook_run.py::test_yes_twice_is_one_yes_to_what_was_shown
67   screens/runbooks/test_runbook_run.py::test_a_yes_to_what_is_no_longer_so_is_refused
67   sessions/test_runbook_abort.py::test_a_second_enter_answers_nothing
68   data/config/test_secret.py::test_a_file_that_others_can_read_is_refused_with_the_remedy
68   data/config/test_inline_secret.py::test_a_secret_is_found_and_never_repeated
68   data/channels/test_all_over_http.py::test_a_secret_that_comes_back_is_shown_nowhere
69   data/providers/command/test_client.py::test_read_only_starts_nothing
69   console/runbooks/test_conducting.py::test_read_only_offers_nothing_to_run
69   console/cli/test_runbook_run_command.py::test_read_only_starts_no_process_and_writes_nothing
69   sessions/test_read_only.py::test_read_only_starts_nothing_and_writes_nothing
69   sessions/test_read_only_incident.py::test_whatever_is_pressed_nothing_is_started_and_nothing_written

70   console/test_clock_moved.py::test_a_jump_is_recorded_and_shown
70   widgets/health/test_source_detail.py::test_an_age_does_not_follow_the_wall_clock
70   data/incidents/test_clocks.py::test_a_moved_clock_changes_no_elapsed_time_and_is_in_doubt
70   console/incidents/test_commanding.py::test_a_clock_moved_while_no_console_was_open_is_noticed
71   console/test_clock_moved.py::test_after_a_suspend_all_is_stale_and_soon_asked_anew
71   data/test_poller.py::test_a_standstill_is_made_up_for_by_one_question
71   data/incidents/test_clocks.py::test_every_clock_is_right_on_every_night_whatever_the_wall_says
72   data/incidents/test_clocks.py::test_both_nights_on_which_the_hour_changes
72   data/procedures/test_calendar.py::test_a_time_that_is_skipped_or_comes_twice_is_due_once
73   data/test_store.py::test_a_moved_wall_clock_makes_nothing_stale_and_no_age_negative
73   widgets/health/test_source_detail.py::test_another_clock_is_told
"""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.architecture.source_tree import ROOT

_ROW = re.compile(r"^(B?\d+) +(\S+)::(\S+)$", re.MULTILINE)
HELD = _ROW.findall(__doc__ or "")
PROMISES = {f"B{number}" for number in range(1, 13)}
FAULTS = {str(number) for number in range(1, 74)}


@cache
def names_in(file: str) -> set[str]:
    """The names of a module's tests."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("number", "file", "test"), HELD)
def test_the_test_is_there(number: str, file: str, test: str) -> None:
    assert test in names_in(file), f"{number} is no longer held by {file}::{test}"


def test_nothing_is_left_out() -> None:
    assert {number for number, _, _ in HELD} == PROMISES | FAULTS


def test_every_row_is_read() -> None:
    rows = [line for line in (__doc__ or "").splitlines() if "::" in line]
    assert len(rows) == len(HELD) == len(set(HELD))
