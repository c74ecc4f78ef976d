//! The terminal as a screen: what changed since the last frame, as one run of bytes; entering and giving it back.
//!
//! Nothing is ever asked of the terminal: its answer could arrive late and be taken for typed text.

use crossterm::{
    cursor::{Hide, MoveTo, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    style::ResetColor,
    terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{
    backend::{Backend, CrosstermBackend},
    buffer::{Buffer, Cell},
    layout::{Position, Rect},
};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    stdio::stdout,
    termios::tcgetwinsize,
};
use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
};

/// Whether the terminal is in our hands. The thread that ends the process and the panic hook must know, and neither
/// can be handed anything.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Bytes of the shortest move of the cursor: a gap of fewer cells is written again instead.
const BRIDGE: u16 = 5;

/// The frame that is shown and the one that is being drawn.
#[derive(Default)]
pub struct Screen {
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    /// Nothing is known about what the terminal shows.
    whole: bool,
    bytes: Vec<u8>,
}

impl Screen {
    pub fn new() -> Screen {
        Screen { whole: true, ..Screen::default() }
    }

    /// The next frame is sent as a whole.
    pub fn forget(&mut self) {
        self.whole = true;
    }

    /// The bytes that bring the terminal from the last frame to the one that `draw` makes.
    pub fn frame(
        &mut self,
        (width, height): (u16, u16),
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<&[u8]> {
        let area = Rect::new(0, 0, width, height);
        self.bytes.clear();
        if self.shown.area != area || self.whole {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            self.cursor = None;
            self.whole = false;
            queue!(self.bytes, ResetColor, Hide, Clear(ClearType::All))?;
        }
        self.next.reset();
        let cursor = draw(&mut self.next);
        let changes = bridged(self.shown.diff(&self.next), &self.next);
        let drawn = !changes.is_empty();
        if drawn {
            CrosstermBackend::new(&mut self.bytes).draw(changes.into_iter())?;
        }
        self.put_cursor(cursor, drawn)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(&self.bytes)
    }

    fn put_cursor(&mut self, cursor: Option<Position>, drawn: bool) -> io::Result<()> {
        match (self.cursor, cursor) {
            (None, None) => {}
            (Some(_), None) => queue!(self.bytes, Hide)?,
            (None, Some(at)) => queue!(self.bytes, MoveTo(at.x, at.y), Show)?,
            (Some(was), Some(at)) if drawn || was != at => queue!(self.bytes, MoveTo(at.x, at.y))?,
            _ => {}
        }
        self.cursor = cursor;
        Ok(())
    }
}

/// Adds unchanged cells between changed ones of a row where sending them is shorter than moving the cursor.
fn bridged<'b>(changes: Vec<(u16, u16, &'b Cell)>, next: &'b Buffer) -> Vec<(u16, u16, &'b Cell)> {
    let mut out: Vec<(u16, u16, &Cell)> = Vec::with_capacity(changes.len());
    for (x, y, cell) in changes {
        if let Some((last_x, last_y, last)) = out.last().copied()
            && last_y == y
            && last.symbol().len() == 1
            && (1..=BRIDGE).contains(&(x - last_x - 1))
        {
            let gap = || (last_x + 1..x).map(|x| (x, y, &next[(x, y)]));
            let alike = |c: &Cell| (c.fg, c.bg, c.modifier) == (last.fg, last.bg, last.modifier);
            if gap().all(|(_, _, c)| c.symbol().len() == 1 && alike(c)) {
                out.extend(gap());
            }
        }
        out.push((x, y, cell));
    }
    out
}

/// Takes the terminal: raw mode, the other screen, pasted text marked as such. The mouse stays the terminal's.
pub fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::Release);
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    send(&bytes)
}

/// After somebody else has changed the terminal's modes: sets ours again, on the screen we are on.
pub fn enter_again() -> io::Result<()> {
    // The library sets raw mode only once, so it has to be left first.
    disable_raw_mode()?;
    enable_raw_mode()?;
    let mut bytes = Vec::new();
    queue!(bytes, EnableBracketedPaste)?;
    send(&bytes)
}

/// Gives the terminal back as it was. May be called at any time, from any thread, more than once; it does not wait
/// for a terminal that takes nothing.
pub fn restore() {
    if !ENTERED.swap(false, Ordering::AcqRel) {
        return;
    }
    let mut bytes = Vec::new();
    let queued = queue!(bytes, DisableBracketedPaste, ResetColor, Show, LeaveAlternateScreen);
    let soon = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
    let takes = poll(&mut [PollFd::new(&stdout(), PollFlags::OUT)], Some(&soon)).is_ok_and(|ready| ready > 0);
    if queued.is_ok() && takes {
        // A terminal that is gone needs no restoring.
        let _ = send(&bytes);
    }
    let _ = disable_raw_mode();
}

/// Sends bytes to the terminal, in one call as long as it takes them.
pub fn send(bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(stdout(), rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => rest = &rest[n..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::new(&stdout(), PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Columns and rows of the terminal, from the kernel; 80 by 24 where it does not know.
pub fn size() -> (u16, u16) {
    match tcgetwinsize(stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
        _ => (80, 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }
    fn put(at: (u16, u16), word: &str) -> impl FnOnce(&mut Buffer) -> Option<Position> {
        move |buffer| {
            buffer.set_string(at.0, at.1, word, Style::new());
            Some(Position::new(at.0, at.1))
        }
    }

    #[test]
    fn only_what_changed_is_sent() {
        let mut screen = Screen::new();
        let first = text(screen.frame((20, 3), put((2, 1), "saved")).unwrap());
        assert!(first.contains("saved") && first.contains("\x1b[2J"), "{first:?}");
        assert!(screen.frame((20, 3), put((2, 1), "saved")).unwrap().is_empty());
        let next = text(screen.frame((20, 3), put((2, 1), "sated")).unwrap());
        assert!(next.contains('t') && !next.contains("sa") && !next.contains("\x1b[2J"), "{next:?}");
        let moved = text(screen.frame((20, 3), put((3, 1), "sated")).unwrap());
        assert!(moved.ends_with("\x1b[2;4H"), "{moved:?}");
    }

    #[test]
    fn another_size_or_a_foreign_screen_is_drawn_whole_and_nothing_is_asked() {
        let mut screen = Screen::new();
        drop(screen.frame((20, 3), put((0, 0), "everything")));
        let resized = text(screen.frame((30, 3), put((0, 0), "everything")).unwrap());
        screen.forget();
        let again = text(screen.frame((30, 3), put((0, 0), "everything")).unwrap());
        for bytes in [resized, again] {
            assert!(bytes.contains("\x1b[2J") && bytes.contains("everything"), "{bytes:?}");
            assert!(!bytes.contains("\x1b[6n") && !bytes.contains("\x1b[c"), "{bytes:?}");
        }
    }

    #[test]
    fn short_gaps_are_written_over_and_long_ones_jumped() {
        let mut screen = Screen::new();
        let near = text(screen.frame((40, 1), put((0, 0), "a b   c")).unwrap());
        assert!(near.contains("a b   c"), "{near:?}");
        let far = text(screen.frame((40, 1), put((0, 0), "A b   c                  D")).unwrap());
        assert!(far.contains('A') && far.contains('D') && !far.contains('b'), "{far:?}");
    }

    #[test]
    fn no_size_panics() {
        for size in [(0, 0), (1, 1), (0, 5), (300, 1)] {
            assert!(Screen::new().frame(size, |_| None).is_ok());
        }
    }
}
