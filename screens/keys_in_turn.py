"""Takes one key after the other, so that keys typed ahead do what they would have done slowly.

A key goes through the queues of the widget in focus and of everything around it before it acts,
and a dialog takes a moment until it can be written in. Over a slow line keys come in bursts:
without waiting, the number typed after `g` would get lost, and the code typed after it would go
to the issue that was left. So the next key waits until the last one has gone its whole way and
what it opened is ready.
"""

from asyncio import TimerHandle, get_running_loop
from collections import deque

from textual import events
from textual.app import App, ReturnType
from textual.message_pump import MessagePump
from textual.screen import Screen

PATIENCE = 0.5
"""Seconds after which a key is taken even if its predecessor seems not to have arrived."""

LOOK_AGAIN = 0.005
"""Seconds between two looks at a screen that is not ready."""

ROUNDS = 2
"""How often the way is gone: once for the key, once for what it makes a widget say."""


class KeysInTurn(App[ReturnType]):
    """An application that takes keys in turn."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[events.Key] = deque()
        self._turn = 0
        """Number of the last key handed on, so that nothing late is mistaken for it."""
        self._way: list[MessagePump] = []
        """Where the last key goes through."""
        self._has_acted = True
        """Whether the last key is known to have done all that it does."""
        self._is_waiting = False
        """Whether a key waits for the last one."""
        self._give_up: TimerHandle | None = None
        """Takes the next key when its predecessor got lost with a closed dialog."""
        self._seen_ready: Screen[object] | None = None
        """The screen that was found ready last."""

    @property
    def has_keys_ahead(self) -> bool:
        """Whether a key waits."""
        return self._is_waiting

    async def on_event(self, event: events.Event) -> None:
        """Put keys in line; all else is handled as it comes."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            # Without a field in focus nothing is left to come after the key's command.
            self._has_acted = self._has_acted or isinstance(self._way[0], Screen)
        else:
            self._ahead.append(event)
            if not self._is_waiting:
                self._is_waiting = True
                await self._wait_or_take()

    async def _wait_or_take(self) -> None:
        if self._has_acted:
            await self._take_next(self._turn)
            return
        turn, loop = self._turn, get_running_loop()
        self._give_up = loop.call_later(PATIENCE, self.call_later, self._take_next, turn)
        self._follow(turn, self._way * ROUNDS)

    async def _take_next(self, turn: int, waited: float = 0.0) -> None:
        """Hand on the next key as soon as there is a screen that can take it."""
        if turn != self._turn:
            return
        if self._ahead and not self._can_take_a_key() and waited < PATIENCE:
            later = waited + LOOK_AGAIN
            self.set_timer(LOOK_AGAIN, lambda: self._take_next(turn, later))
            return
        if self._give_up is not None:
            self._give_up.cancel()
        while self._ahead and self._is_written(self._ahead[0]):
            await super().on_event(self._ahead.popleft())
        if self._ahead:
            self._turn += 1
            self._way = [*(self.focused or self.screen).ancestors_with_self]
            self._has_acted = False
            await super().on_event(self._ahead.popleft())
        if self._ahead:
            await self._wait_or_take()
        else:
            self._is_waiting = False

    def _follow(self, turn: int, way: list[MessagePump]) -> None:
        """Go behind the last key through the queues on its way, then take the next one."""
        while way:
            node = way.pop(0)
            if node.call_later(self._follow, turn, way):
                return
        self.call_later(self._take_next, turn)

    def _is_written(self, key: events.Key) -> bool:
        """Whether a key is a character for the field in focus, where they keep their order."""
        return self.focused is not None and self.focused.check_consume_key(key.key, key.character)

    def _can_take_a_key(self) -> bool:
        """Whether the screen on top is there, with its field in focus where it has one."""
        screen = self.screen
        if screen is self._seen_ready:
            return True
        waits_for_focus = screen.AUTO_FOCUS != "" and screen.focused is None
        if not screen.is_mounted or (waits_for_focus and screen.focus_chain):
            return False
        self._seen_ready = screen
        return True
