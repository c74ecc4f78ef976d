//! What the terminal library reports, as our keys. Releases and what we do not name are nothing.

use crate::{
    app::Msg,
    keymap::{Code, Key},
};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// The message of an event; a new size is told by the kernel, not here.
pub(super) fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) => key(event).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let code = code(event.code)?;
    Some(Key::new(code, held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT)))
}

fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        KeyCode::Null => return None,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Option<String> {
        match message(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind))) {
            Some(Msg::Key(key)) => Some(key.shown()),
            _ => None,
        }
    }

    #[test]
    fn presses_and_repeats_act_and_releases_do_not() {
        let none = KeyModifiers::NONE;
        for (kind, want) in
            [(KeyEventKind::Press, Some("j")), (KeyEventKind::Repeat, Some("j")), (KeyEventKind::Release, None)]
        {
            assert_eq!(told(KeyCode::Char('j'), none, kind).as_deref(), want);
        }
        let press = KeyEventKind::Press;
        assert_eq!(told(KeyCode::Char('M'), KeyModifiers::SHIFT, press).as_deref(), Some("M"));
        assert_eq!(told(KeyCode::Char('x'), KeyModifiers::CONTROL, press).as_deref(), Some("^X"));
        assert_eq!(told(KeyCode::BackTab, KeyModifiers::SHIFT, press).as_deref(), Some("Shift-Tab"));
        assert_eq!(told(KeyCode::CapsLock, none, press), None);
    }

    #[test]
    fn pasted_line_ends_are_newlines() {
        let Some(Msg::Paste(text)) = message(Event::Paste("a\r\nb\rc\n".into())) else { panic!() };
        assert_eq!(text, "a\nb\nc\n");
    }
}
