"""How services are followed: side by side, at their own pace, each failing for itself."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item
from data.models.past import Past, Window
from data.models.reading import Answer, Observation
from data.models.verdict import Verdict
from data.provider import Historian, ProviderContext
from data.providers.aws.calls import Calls
from data.providers.aws.client import AwsProvider
from data.providers.aws.service import AwsService, Found, Moment
from data.providers.aws.settings import AwsSettings
from data.timekeeping import SystemTimekeeper, Timekeeper
from tests.aws import seen, whole
from tests.fakes import HandClock
from tests.own_time import within

Act = Callable[[], Found]


class Stand:
    """A service that does what a test tells it, and counts how often it is asked."""

    def __init__(self, name: str, act: Act | None = None, every: float = 60.0) -> None:
        self.asked = 0
        self.act = act or (lambda: found(name))
        self.row = AwsService(name, every, frozenset({name}), self._ask, f"{name}:Look")

    def _ask(self, _calls: Calls, _moment: Moment) -> Found:
        self.asked += 1
        return self.act()


def found(name: str, value: float = 1.0, verdict: Verdict = Verdict.PASS) -> Found:
    """One reading and one thing."""
    return Found((Observation(name, value, "count"),), (Item("bucket", name, name, verdict),))


def refusing(kind: FailureKind, remedy: str = "", retry_after: float | None = None) -> Act:
    """Fails so."""

    def act() -> Found:
        raise SourceError(kind, f"it is {kind}", remedy, retry_after=retry_after)

    return act


def following(*stands: Stand, time: Timekeeper | None = None, **settings: object) -> AwsProvider:
    """A provider of these services and no others."""
    made = AwsSettings.model_validate({"name": "prod", "endpoint_url": "http://127.0.0.1:9", **settings})
    context = ProviderContext(time or SystemTimekeeper(), SecretReader({}))
    return AwsProvider(made, context, tuple(stand.row for stand in stands))


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a hanging service waits for, opened at the end."""
    event = threading.Event()
    yield event
    event.set()


def hanging(gate: threading.Event) -> Act:
    """Hangs until the test is over."""

    def act() -> Found:
        gate.wait(60)
        return found("late", 2.0)

    return act


async def test_what_is_there_is_told_at_once_and_the_rest_later(gate: threading.Event) -> None:
    quick, slow = Stand("quick"), Stand("slow", hanging(gate))
    asked = following(quick, slow)
    with within(2):
        first = await asked.fetch()
    assert first.partial and [each.signal for each in first.observations] == ["quick"]
    gate.set()
    answer = await whole(asked)
    assert {each.signal for each in answer.observations} == {"quick", "late"}
    assert (quick.asked, slow.asked) == (1, 1)


@pytest.mark.parametrize(("named", "told"), [([], ["there"]), (["s3", "rds"], ["there", "rds"])])
async def test_what_an_account_lacks_is_told_to_who_named_its_services(
    named: list[str], told: list[str]
) -> None:
    """Who asks for everything would else have a source that never passes."""
    nothing = Stand(
        "none", lambda: Found((Observation("rds", None, "count", detail="the account has none"),))
    )
    answer = await whole(following(Stand("there"), nothing, services=named))
    assert [each.signal for each in answer.observations] == told


async def test_one_that_hangs_is_given_up_and_holds_up_no_other(gate: threading.Event) -> None:
    quick, slow = Stand("quick", every=1.0), Stand("slow", hanging(gate), every=1.0)
    asked = following(quick, slow, every="1s", timeout="2s")
    answer = await whole(asked)
    told = seen(answer, "slow")
    assert told.value is None and told.failure is not None
    assert told.failure.kind is FailureKind.TIMEOUT
    assert seen(answer, "quick").value == 1.0
    await asyncio.sleep(1)
    with within(1.8):  # less than it is given itself
        answer = await whole(asked)
    assert quick.asked > 1 and slow.asked == 1
    assert seen(answer, "slow").failure is not None


async def test_many_that_hang_leave_room_for_those_that_answer(gate: threading.Event) -> None:
    stuck = [Stand(f"stuck-{n}", hanging(gate)) for n in range(8)]
    quick = Stand("quick")
    asked = following(*stuck, quick, timeout="20s")
    with within(5):
        while not (answer := await asked.fetch()).observations:
            await asyncio.sleep(0.1)
    assert [each.signal for each in answer.observations] == ["quick"]


async def test_each_service_has_a_pace_of_its_own() -> None:
    clock = HandClock()
    often, seldom = Stand("often", every=60.0), Stand("seldom", every=300.0)
    asked = following(often, seldom, time=clock)
    for _ in range(6):
        await whole(asked)
        clock.move(60)
    assert (often.asked, seldom.asked) == (6, 2)


async def test_a_pace_may_be_set() -> None:
    clock = HandClock()
    s3 = Stand("s3", every=300.0)
    asked = following(s3, time=clock, pace={"s3": "1m"})
    for _ in range(3):
        await whole(asked)
        clock.move(60)
    assert s3.asked == 3


async def test_an_older_result_keeps_the_time_at_which_it_was_true() -> None:
    clock = HandClock()
    asked = following(Stand("seldom", every=300.0), time=clock)
    then = clock.now()
    await whole(asked)
    clock.move(120)
    assert seen(await whole(asked), "seldom").observed_at == then


async def test_what_is_much_too_old_passes_no_more(gate: threading.Event) -> None:
    clock = HandClock()
    stand = Stand("slow", every=60.0)
    asked = following(stand, Stand("other"), time=clock)
    await whole(asked)
    stand.act = hanging(gate)
    clock.move(3600)
    answer = await asked.fetch()
    assert answer.partial
    assert seen(answer, "slow").judged is Verdict.STALE
    assert [item.verdict for item in answer.items if item.id == "slow"] == [Verdict.STALE]


async def test_somebody_in_a_hurry_is_served() -> None:
    clock = HandClock()
    seldom = Stand("seldom", every=3600.0)
    asked = following(seldom, time=clock)
    await whole(asked)
    clock.move(60)
    await whole(asked)
    assert seldom.asked == 1
    clock.move(5)  # nobody asks so soon on a schedule of a minute
    await whole(asked)
    assert seldom.asked == 2


@pytest.mark.parametrize("kind", [FailureKind.RIGHTS, FailureKind.NOT_CONFIGURED])
async def test_without_rights_a_service_is_switched_off_once(kind: FailureKind) -> None:
    clock = HandClock()
    barred, fine = Stand("barred", refusing(kind)), Stand("fine")
    asked = following(barred, fine, time=clock)
    for _ in range(30):
        answer = await whole(asked)
        clock.move(60)
        failure = seen(answer, "barred").failure
        assert failure is not None and failure.kind is kind
        if kind is FailureKind.RIGHTS:
            assert failure.remedy == "grant barred:Look"
    assert (barred.asked, fine.asked) == (1, 30)
    clock.move(3600)
    await whole(asked)
    assert barred.asked == 2
    clock.move(5)
    barred.act = lambda: found("barred")
    assert seen(await whole(asked), "barred").value == 1.0


async def test_a_service_that_asks_to_be_left_alone_is() -> None:
    clock = HandClock()
    busy = Stand("busy", refusing(FailureKind.RATE_LIMITED, retry_after=150.0))
    asked = following(busy, Stand("fine"), time=clock)
    for _ in range(3):
        await whole(asked)
        clock.move(60)
    assert busy.asked == 1
    await whole(asked)
    assert busy.asked == 2


async def test_what_did_not_answer_is_asked_again_before_its_own_pace() -> None:
    clock = HandClock()
    steady, slow = Stand("steady"), Stand("slow", refusing(FailureKind.TIMEOUT), every=3600)
    asked = following(steady, slow, time=clock, every="5s")
    counts = []
    for passed in (0, 31, 31, 31, 3600):
        clock.move(passed)
        await whole(asked)
        counts.append(slow.asked)
    assert counts == [1, 2, 2, 3, 4]
    slow.act = lambda: found("slow")
    for passed in (3600, 600):
        clock.move(passed)
        await whole(asked)
    assert slow.asked == 5


async def test_after_a_failure_the_things_of_before_do_not_pass() -> None:
    clock = HandClock()
    stand = Stand("a")
    asked = following(stand, Stand("b"), time=clock)
    await whole(asked)
    stand.act = refusing(FailureKind.BAD_ANSWER)
    clock.move(60)
    answer = await whole(asked)
    assert seen(answer, "a").value is None
    assert [(item.id, item.verdict) for item in answer.items] == [("a", Verdict.STALE), ("b", Verdict.PASS)]
    stand.act = lambda: found("a")
    clock.move(60)
    assert {item.verdict for item in (await whole(asked)).items} == {Verdict.PASS}


@pytest.mark.parametrize("kind", [FailureKind.AUTH, FailureKind.RIGHTS, FailureKind.CONNECT])
async def test_where_all_fail_alike_the_source_fails(kind: FailureKind) -> None:
    asked = following(Stand("a", refusing(kind, "mend it")), Stand("b", refusing(kind, "mend it")))
    with pytest.raises(SourceError) as caught:
        await whole(asked)
    assert (caught.value.failure.kind, caught.value.failure.remedy) == (kind, "mend it")


async def test_where_they_fail_each_in_its_way_the_others_are_told() -> None:
    asked = following(Stand("a", refusing(FailureKind.RIGHTS)), Stand("b", refusing(FailureKind.BAD_ANSWER)))
    answer = await whole(asked)
    kinds = [each.failure.kind for each in answer.observations if each.failure]
    assert kinds == [FailureKind.RIGHTS, FailureKind.BAD_ANSWER]


@pytest.mark.parametrize("error", [KeyError("Id"), TypeError("x"), AttributeError("get"), ValueError("n")])
async def test_a_shape_that_nobody_knows_fails_that_service_alone(error: Exception) -> None:
    def act() -> Found:
        raise error

    answer = await whole(following(Stand("odd", act), Stand("fine")))
    failure = seen(answer, "odd").failure
    assert failure is not None and failure.kind is FailureKind.BAD_ANSWER
    assert seen(answer, "fine").value == 1.0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_fault_of_our_own_is_said_and_ends_nothing() -> None:
    def act() -> Found:
        raise AssertionError

    clock = HandClock()
    odd = Stand("odd", act)
    asked = following(odd, Stand("fine"), time=clock)
    failure = seen(await whole(asked), "odd").failure
    while any(thread.name == "aws odd" for thread in threading.enumerate()):
        await asyncio.sleep(0.01)  # its last words belong to this test
    assert failure is not None and failure.kind is FailureKind.INTERNAL
    odd.act = lambda: found("odd")
    clock.move(60)
    assert seen(await whole(asked), "odd").value == 1.0


async def test_the_gravest_things_of_all_services_come_first() -> None:
    bad = Stand("bad", lambda: found("bad", verdict=Verdict.FAIL))
    answer = await whole(following(Stand("good"), bad))
    assert [item.id for item in answer.items] == ["bad", "good"]


async def test_the_evidence_names_what_was_asked_and_found() -> None:
    answer: Answer = await whole(following(Stand("a"), region="eu-west-1", profile=""))
    assert answer.query == "AWS eu-west-1 http://127.0.0.1:9"
    assert answer.raw == "-- a\na 1"
    assert answer.digest.startswith("sha256:")


async def test_the_past_is_what_services_remember() -> None:
    past = Past("a", (), "count", (1.0, 2.0), (3.0, 4.0))
    with_past, without = Stand("a"), Stand("b")
    with_past.row = replace(with_past.row, recall=lambda _calls, _window: (past,))
    asked = following(with_past, without)
    assert isinstance(asked, Historian)
    assert await asked.past(Window(0.0, 3600.0, 60.0)) == (past,)
    assert await following(without).past(Window(0.0, 3600.0, 60.0)) == ()


async def test_a_past_that_does_not_come_is_not_waited_for(gate: threading.Event) -> None:
    def recall(_calls: Calls, _window: Window) -> tuple[Past, ...]:
        gate.wait(60)
        return ()

    stand = Stand("a")
    stand.row = replace(stand.row, recall=recall)
    with pytest.raises(SourceError) as caught:
        await following(stand, timeout="1s").past(Window(0.0, 3600.0, 60.0))
    assert caught.value.failure.kind is FailureKind.TIMEOUT


async def test_a_past_that_cannot_be_asked_says_why() -> None:
    def recall(_calls: Calls, _window: Window) -> tuple[Past, ...]:
        raise SourceError(FailureKind.RIGHTS, "no")

    stand = Stand("a")
    stand.row = replace(stand.row, recall=recall)
    with pytest.raises(SourceError) as caught:
        await following(stand).past(Window(0.0, 3600.0, 60.0))
    assert caught.value.failure.remedy == "grant a:Look"
