//! The terminal as a screen: what changed since the last frame, as one run of bytes; entering and giving it back.
//!
//! Nothing is ever asked of the terminal: its answer could arrive late and be taken for typed text.

use super::{
    encode::Encoder,
    shift::{self, FramePieces},
};
use crate::parts::theme;
use crossterm::{
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    style::ResetColor,
    terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{
    buffer::Buffer,
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

/// The frame that is shown and the one that is being drawn.
#[derive(Default)]
pub struct Screen {
    shown: Buffer,
    next: Buffer,
    known: FramePieces,
    cursor: Option<Position>,
    /// Where the terminal's own cursor is known to stand, seen or not.
    at: Option<Position>,
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
            self.known = FramePieces::blank(width, height);
            (self.cursor, self.at) = (None, None);
            self.whole = false;
            queue!(self.bytes, ResetColor, Hide, Clear(ClearType::All))?;
        }
        self.next.reset();
        let cursor = draw(&mut self.next);
        let mut changed = shift::changed(&self.shown, &self.next);
        if let Some(shift) = self.known.follow(&self.next, &changed) {
            self.bytes.extend(shift::sequence(shift).as_bytes());
            shift::apply(&mut self.shown, shift);
            changed = shift::changed(&self.shown, &self.next);
            self.at = None;
        }
        let mut encoder = Encoder::new(&mut self.bytes, self.at);
        encoder.changes(&mut self.shown, &mut self.next, changed);
        if let Some(at) = cursor {
            encoder.move_to(at.x, at.y);
        }
        self.at = encoder.place();
        match (self.cursor, cursor) {
            (Some(_), None) => queue!(self.bytes, Hide)?,
            (None, Some(_)) => queue!(self.bytes, Show)?,
            _ => {}
        }
        self.cursor = cursor;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(&self.bytes)
    }
}

/// The signs of the program's own words as ASCII, on a terminal that is sent nothing else.
pub fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let sign = theme::in_ascii(cell.symbol());
        if sign != cell.symbol() {
            let sign = sign.to_string();
            cell.set_symbol(&sign);
        }
    }
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
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier, Style};

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
        assert_eq!(next, "sat\x1b[2;3H", "the nearest unchanged signs are cheaper than a jump");
        let moved = text(screen.frame((20, 3), put((3, 1), "sated")).unwrap());
        assert_eq!(moved, " sated\x1b[2;4H");
    }

    #[test]
    fn another_size_or_a_foreign_screen_is_drawn_whole_and_nothing_is_asked() {
        let mut screen = Screen::new();
        drop(screen.frame((20, 3), put((0, 0), "all of it")));
        let resized = text(screen.frame((30, 3), put((0, 0), "all of it")).unwrap());
        screen.forget();
        let again = text(screen.frame((30, 3), put((0, 0), "all of it")).unwrap());
        for bytes in [resized, again] {
            assert!(bytes.contains("\x1b[2J") && bytes.contains("all of it"), "{bytes:?}");
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

    /// Rows of a screen that changes the way lists, notes and panes do.
    fn rows() -> impl Strategy<Value = Vec<Vec<(String, u8)>>> {
        let word = prop_oneof![Just("  ".into()), Just("日本".into()), Just("─é".into()), "[a-c ]{1,9}"];
        prop::collection::vec(prop::collection::vec((word, 0u8..4), 0..5), 14..15)
    }
    fn paint(rows: &[Vec<(String, u8)>], buffer: &mut Buffer) {
        let styles = [
            Style::new(),
            Style::new().add_modifier(Modifier::REVERSED),
            Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            Style::new().bg(Color::Indexed(200)),
        ];
        for (y, row) in rows.iter().enumerate() {
            let mut x = 0;
            for (text, style) in row {
                (x, _) = buffer.set_stringn(x, y as u16, text, usize::from(40 - x), styles[usize::from(*style)]);
            }
        }
    }
    fn parser() -> vt100::Parser {
        vt100::Parser::new(14.try_into().unwrap(), 40.try_into().unwrap(), 0)
    }
    /// What a terminal shows: sign, colours and look of each cell.
    fn shown(parser: &vt100::Parser) -> Vec<(String, vt100::Color, vt100::Color, bool, bool)> {
        let cells = (0..14).flat_map(|y| (0..40).filter_map(move |x| parser.screen().cell(y, x)));
        let sign = |cell: &vt100::Cell| if cell.has_contents() { cell.contents().to_string() } else { " ".into() };
        let cells = cells.filter(|cell| !cell.is_wide_continuation());
        cells.map(|cell| (sign(cell), cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.inverse())).collect()
    }

    proptest! {
        /// Whatever follows whatever, the terminal shows the frame as if nothing had been there before, and the
        /// cursor stands where it should.
        #[test]
        fn the_terminal_ends_with_the_new_frame(
            frames in prop::collection::vec((rows(), 0usize..8, 0u16..40, 0u16..14), 1..5),
        ) {
            let (mut screen, mut terminal) = (Screen::new(), parser());
            let mut last: Vec<Vec<(String, u8)>> = Vec::new();
            for (mut rows, kept, x, y) in frames {
                // Part of the frame before, moved by some rows.
                let moved = last.iter().skip(2).take(kept).cloned().collect::<Vec<_>>();
                let by = 14 - moved.len();
                rows.truncate(by);
                rows.splice(0..0, moved);
                let bytes = screen.frame((40, 14), |buffer| {
                    paint(&rows, buffer);
                    Some(Position::new(x, y))
                });
                terminal.process(bytes.unwrap());
                let mut anew = parser();
                let whole = Screen::new().frame((40, 14), |buffer| {
                    paint(&rows, buffer);
                    None
                }).unwrap().to_vec();
                anew.process(&whole);
                prop_assert_eq!(shown(&terminal), shown(&anew));
                prop_assert_eq!(terminal.screen().cursor_position(), (y, x));
                let mut cells = Buffer::empty(Rect::new(0, 0, 40, 14));
                paint(&rows, &mut cells);
                let wanted: String = (0..14).flat_map(|y| (0..40).map(move |x| (x, y))).map(|at| cells[at].symbol()).collect();
                let seen: String = shown(&terminal).into_iter().map(|cell| cell.0).collect();
                prop_assert_eq!(seen.replace(' ', ""), wanted.replace(' ', ""));
                last = rows;
            }
        }
    }

    #[test]
    fn no_size_panics() {
        for size in [(0, 0), (1, 1), (0, 5), (300, 1)] {
            assert!(Screen::new().frame(size, |_| None).is_ok());
        }
    }
}
