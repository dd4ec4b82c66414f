"""Ports: blocks that do not overlap, ports that are free."""

from __future__ import annotations

import socket

import pytest

from console.lab.ports import HOST, Ports
from data.errors import OpsError


def test_labs_side_by_side_do_not_meet() -> None:
    blocks = [Ports() for _ in range(20)]
    try:
        taken = [block.take() for block in blocks for _ in range(10)]
        assert len(set(taken)) == 200
        assert all(20_000 < port < 32_000 for port in taken)
    finally:
        for block in blocks:
            block.close()


def test_a_port_in_use_is_passed_over() -> None:
    block = Ports()
    first = block.take()
    with socket.socket() as other:
        other.bind((HOST, first + 1))
        other.listen()
        assert block.take() == first + 2
    block.close()


def test_a_block_comes_to_an_end() -> None:
    block = Ports()
    with pytest.raises(OpsError, match="no free port"):
        for _ in range(25):
            block.take()
    block.close()


def test_a_closed_block_can_be_had_again() -> None:
    block = Ports()
    port = block.take()
    block.close()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((HOST, port - 1))
