//! Bytes of the terminal as keys and pastes. What the terminal *answers* is known by its grammar and dropped: it is
//! never text and never a command, whole or in pieces.
//!
//! We ask the terminal nothing, but others do, and their answers may come late. A lone Esc is told at once; if what
//! follows shows that it began an answer, [`Heard::NoEsc`] takes it back.

use crate::keymap::{Code, Key};

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Key(Key),
    Paste(String),
    /// The Esc that was told last was no key: an answer of the terminal began with it.
    NoEsc,
}

/// How long after an Esc its continuation is still waited for, in milliseconds.
const AFTER_ESC: u64 = 600;
/// How long the rest of an answer, a paste or a sign may take.
const REST: u64 = 1_200;
/// An answer that is longer is none.
const LONGEST: usize = 4_096;
const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Keeps what has come of an unfinished sequence.
#[derive(Debug, Default)]
pub struct KeyDecoder {
    /// Begins with Esc if it is a sequence, also when that Esc was told already.
    held: Vec<u8>,
    /// The Esc at this place in `held` was told as a key.
    told: Option<usize>,
    /// When the last byte came.
    at: u64,
}

/// What the beginning of some bytes is.
enum Read {
    /// So many bytes are a key, or nothing that concerns us.
    Key(usize, Option<Key>),
    Paste(usize, String),
    /// So many bytes are an answer, or the rest of one that broke off.
    Answer(usize),
    /// The end is still to come.
    More,
}

impl KeyDecoder {
    /// Takes bytes that came at `now` milliseconds.
    pub fn feed(&mut self, bytes: &[u8], now: u64) -> Vec<Heard> {
        let mut heard = Vec::new();
        self.expire_into(now, &mut heard);
        self.at = now;
        self.held.extend_from_slice(bytes);
        self.run(&mut heard);
        heard
    }

    /// When [`Decoder::expire`] is wanted.
    pub fn due(&self) -> Option<u64> {
        (!self.held.is_empty()).then(|| self.at + if self.is_open_question() { AFTER_ESC } else { REST })
    }

    /// Gives up waiting for what did not come.
    pub fn expire(&mut self, now: u64) -> Vec<Heard> {
        let mut heard = Vec::new();
        self.expire_into(now, &mut heard);
        heard
    }

    fn expire_into(&mut self, now: u64, heard: &mut Vec<Heard>) {
        if self.due().is_none_or(|due| now < due) {
            return;
        }
        let held = std::mem::take(&mut self.held);
        let told = self.told.take();
        match held.strip_prefix(b"\x1b[200~") {
            // The end of a paste was lost; its text is not.
            Some(text) => heard.push(Heard::Paste(String::from_utf8_lossy(text).into_owned())),
            None if told == Some(0) && held.len() <= 2 => {
                heard.extend(held[1..].iter().map(|b| Heard::Key(Key::char(char::from(*b)))));
            }
            None => {}
        }
    }

    /// Only an Esc and perhaps the sign after it: a person's keys or the beginning of an answer.
    fn is_open_question(&self) -> bool {
        self.told == Some(0) && self.held.len() <= 2
    }

    fn run(&mut self, heard: &mut Vec<Heard>) {
        while !self.held.is_empty() {
            let told = self.told == Some(0);
            match read(&self.held) {
                Read::More => {
                    if told && !self.is_open_question() {
                        // No person goes on so after Esc.
                        self.told = None;
                        heard.push(Heard::NoEsc);
                    }
                    self.tell_esc(heard);
                    return;
                }
                Read::Key(n, key) if told => {
                    // An Esc that was told, and now a sequence or another key.
                    let plain = self.held.len() > 1 && !is_sequence(&self.held[..n]);
                    self.told = None;
                    if plain {
                        self.held.remove(0);
                        continue;
                    }
                    heard.push(Heard::NoEsc);
                    heard.extend(key.map(Heard::Key));
                    self.held.drain(..n);
                }
                Read::Key(n, key) => {
                    heard.extend(key.map(Heard::Key));
                    self.take(n);
                }
                Read::Paste(n, text) => {
                    if told {
                        heard.push(Heard::NoEsc);
                    }
                    heard.push(Heard::Paste(text));
                    self.take(n);
                }
                Read::Answer(n) => {
                    if self.told.is_some_and(|at| at < n) {
                        heard.push(Heard::NoEsc);
                    }
                    self.take(n);
                }
            }
        }
    }

    fn take(&mut self, n: usize) {
        self.held.drain(..n);
        self.told = self.told.and_then(|at| at.checked_sub(n));
    }

    /// An Esc at the end is a key now, whatever comes: nobody waits for it.
    fn tell_esc(&mut self, heard: &mut Vec<Heard>) {
        let last = self.held.len() - 1;
        let alone = self.held[last] == ESC && !self.held.starts_with(b"\x1b[200~");
        let opened = self.held.len() == 2 && self.held[0] == ESC && INTRODUCERS.contains(&self.held[1]);
        let at = if opened { 0 } else { last };
        if (alone || opened) && self.told != Some(at) {
            self.told = Some(at);
            heard.push(Heard::Key(Key::plain(Code::Esc)));
        }
    }
}

/// What begins an answer after Esc: CSI, OSC, DCS and APC.
const INTRODUCERS: [u8; 4] = *b"[]P_";

/// Whether bytes that were read as one key are a sequence of the terminal and not Esc with a key of its own.
fn is_sequence(bytes: &[u8]) -> bool {
    bytes.len() > 2 && bytes[0] == ESC && matches!(bytes[1], b'[')
}

fn read(bytes: &[u8]) -> Read {
    match bytes {
        [ESC] => Read::More,
        [ESC, b'[', ..] => control_sequence(bytes),
        [ESC, b']', rest @ ..] => match rest.first() {
            None => Read::More,
            Some(b'0'..=b'9' | b'l' | b'L' | b'I') => string(bytes),
            Some(_) => Read::Key(2, Some(Key::new(Code::Char(']'), false, true, false))),
        },
        [ESC, b'P', rest @ ..] => match rest.first() {
            None => Read::More,
            Some(b'0'..=b'9' | b';' | b'>' | b'!' | b'$' | b'+' | b'|' | b'=' | b'?') => string(bytes),
            Some(_) => Read::Key(2, Some(Key::new(Code::Char('P'), false, true, false))),
        },
        [ESC, b'_', rest @ ..] => match rest.first() {
            None => Read::More,
            Some(b'G') => string(bytes),
            Some(_) => Read::Key(2, Some(Key::new(Code::Char('_'), false, true, false))),
        },
        [ESC, b'O', rest @ ..] if rest.first().is_none_or(|c| application(*c).is_some()) => match rest.first() {
            None => Read::Key(2, Some(Key::new(Code::Char('O'), false, true, false))),
            Some(c) => Read::Key(3, application(*c).map(Key::plain)),
        },
        [ESC, ESC, ..] => Read::Key(1, Some(Key::plain(Code::Esc))),
        [ESC, rest @ ..] => match one(rest) {
            Read::Key(n, key) => Read::Key(n + 1, key.map(|k| Key { alt: true, ..k })),
            other => other,
        },
        _ => one(bytes),
    }
}

/// A control byte or one sign.
fn one(bytes: &[u8]) -> Read {
    let ctrl = |c: u8| Key::new(Code::Char(char::from(c)), true, false, false);
    let key = match bytes[0] {
        b'\r' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x7f => Key::plain(Code::Backspace),
        0 => ctrl(b' '),
        c @ 0x01..=0x1a => ctrl(c - 1 + b'a'),
        c @ 0x1c..=0x1f => ctrl(c - 0x1c + b'4'),
        _ => return sign(bytes),
    };
    Read::Key(1, Some(key))
}

fn sign(bytes: &[u8]) -> Read {
    let wanted = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Read::Key(1, None),
    };
    let have = &bytes[..wanted.min(bytes.len())];
    match std::str::from_utf8(have) {
        Ok(text) => Read::Key(wanted, text.chars().next().map(Key::char)),
        Err(e) if e.error_len().is_none() && bytes.len() < wanted => Read::More,
        Err(_) => Read::Key(1, None),
    }
}

/// OSC, DCS or APC up to its end.
fn string(bytes: &[u8]) -> Read {
    let mut at = 2;
    while at < bytes.len() {
        match bytes[at] {
            0x07 => return Read::Answer(at + 1),
            ESC => match bytes.get(at + 1) {
                None => return Read::More,
                Some(b'\\') => return Read::Answer(at + 2),
                // It broke off: what follows is a key of its own.
                Some(_) => return Read::Answer(at),
            },
            c if c < b' ' || at > LONGEST || !fits(&bytes[..=at]) => return Read::Answer(at),
            _ => at += 1,
        }
    }
    Read::More
}

/// Whether a string that has come so far may be what it began as: colours have a form of their own.
fn fits(bytes: &[u8]) -> bool {
    let Some(body) = bytes.strip_prefix(b"\x1b]1") else { return true };
    let Some(at) = body.iter().position(|c| *c == b';') else { return body.iter().all(u8::is_ascii_digit) };
    body[at + 1..].iter().all(|c| c.is_ascii_hexdigit() || b"rgba:/#;?".contains(c))
}

fn control_sequence(bytes: &[u8]) -> Read {
    if let Some(text) = bytes.strip_prefix(b"\x1b[200~") {
        let mut escs = (0..text.len()).filter(|i| text[*i] == ESC);
        return match escs.find(|i| text[*i..].starts_with(PASTE_END)) {
            Some(end) => Read::Paste(6 + end + PASTE_END.len(), String::from_utf8_lossy(&text[..end]).into_owned()),
            None => Read::More,
        };
    }
    // The Linux console's F1 to F5.
    if let [ESC, b'[', b'[', rest @ ..] = bytes {
        return match rest.first() {
            None => Read::More,
            Some(c @ b'A'..=b'E') => Read::Key(4, Some(Key::plain(Code::F(c - b'A' + 1)))),
            Some(_) => Read::Answer(3),
        };
    }
    let mut at = 2;
    while at < bytes.len() {
        match bytes[at] {
            0x20..=0x3f if at < 64 => at += 1,
            last @ 0x40..=0x7e => return finished(at + 1, &bytes[2..at], last),
            _ => return Read::Answer(at),
        }
    }
    Read::More
}

/// A whole control sequence: a key, or an answer.
fn finished(n: usize, parameters: &[u8], last: u8) -> Read {
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    let is_key = text.bytes().all(|c| c.is_ascii_digit() || c == b';' || c == b':');
    let numbers: Vec<u32> = text.split(';').map(|p| p.split(':').next().unwrap_or("").parse().unwrap_or(0)).collect();
    let event = text.split(';').nth(1).and_then(|p| p.split(':').nth(1)).unwrap_or("1");
    let held = numbers.get(1).map_or(0, |m| m.saturating_sub(1));
    let code = match (last, numbers[0]) {
        _ if !is_key || event == "3" => None,
        (b'~', 27) => numbers.get(2).and_then(|c| char::from_u32(*c)).map(plain_code),
        (b'~', n) => tilde(n),
        (b'u', n) => char::from_u32(n).filter(|_| !text.is_empty()).map(plain_code),
        (b'Z', _) => Some(Code::BackTab),
        // With numbers, R says where the cursor stands.
        (b'R', _) if !text.is_empty() => None,
        (b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S', _) => application(last),
        _ => None,
    };
    match code {
        Some(code) => Read::Key(n, Some(Key::new(code, held & 4 != 0, held & 2 != 0, held & 1 != 0))),
        None => Read::Answer(n),
    }
}

/// The key of a sign that a sequence names by number.
fn plain_code(c: char) -> Code {
    match c {
        '\r' => Code::Enter,
        '\t' => Code::Tab,
        '\u{1b}' => Code::Esc,
        '\u{7f}' | '\u{8}' => Code::Backspace,
        c => Code::Char(c),
    }
}

fn tilde(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23..=26 => Code::F(number as u8 - 12),
        28..=29 => Code::F(number as u8 - 13),
        31..=34 => Code::F(number as u8 - 14),
        _ => return None,
    })
}

fn application(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        b'M' => Code::Enter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ANSWERS: &[&str] = &[
        "\x1b]11;rgb:1010/1212/1818\x1b\\",
        "\x1b]10;rgb:ffff/ffff/ffff\x07",
        "\x1b]4;1;rgb:aa/00/00\x1b\\",
        "\x1bP>|XTerm(390)\x1b\\",
        "\x1bP!|7E565445\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b[?2026;2$y",
        "\x1b[4;1$y",
        "\x1b[?64;1;2;6;9;15;22c",
        "\x1b[>41;390;0c",
        "\x1b[12;40R",
        "\x1b[?12;40;1R",
        "\x1b[I",
        "\x1b[O",
        "\x1b[0n",
        "\x1b[8;24;80t",
        "\x1b[?0u",
        "\x1b_Gi=1;OK\x1b\\",
    ];

    /// Keys as people read them, with each Esc that was taken back left out.
    fn keys(heard: &[Heard]) -> String {
        let mut out: Vec<String> = Vec::new();
        for h in heard {
            match h {
                Heard::Key(key) => out.push(key.shown()),
                Heard::Paste(text) => out.push(format!("<{text}>")),
                Heard::NoEsc => assert_eq!(out.pop().as_deref(), Some("Esc"), "{heard:?}"),
            }
        }
        out.join(" ")
    }
    fn at_once(bytes: &[u8]) -> String {
        let mut decoder = KeyDecoder::default();
        let mut heard = decoder.feed(bytes, 0);
        heard.extend(decoder.expire(10_000));
        keys(&heard)
    }

    #[test]
    fn answers_are_nothing_whole_or_cut_anywhere() {
        for answer in ANSWERS {
            let bytes = answer.as_bytes();
            assert_eq!(at_once(&[b"ab", bytes, b"cd"].concat()), "a b c d", "{answer:?}");
            for cut in 1..bytes.len() {
                for gap in [0, 20, 500] {
                    let mut decoder = KeyDecoder::default();
                    let mut heard = decoder.feed(b"ab", 0);
                    heard.extend(decoder.feed(&bytes[..cut], 1_000));
                    if let Some(due) = decoder.due().filter(|due| *due <= 1_000 + gap) {
                        panic!("{answer:?} cut at {cut} is given up at {due}");
                    }
                    heard.extend(decoder.feed(&bytes[cut..], 1_000 + gap));
                    heard.extend(decoder.feed(b"cd", 3_000));
                    assert_eq!(keys(&heard), "a b c d", "{answer:?} cut at {cut}, {gap} ms");
                }
            }
            let mut decoder = KeyDecoder::default();
            let mut heard = Vec::new();
            bytes.iter().enumerate().for_each(|(i, b)| heard.extend(decoder.feed(&[*b], i as u64 * 90)));
            assert_eq!(keys(&heard), "", "{answer:?} byte by byte");
        }
    }

    #[test]
    fn a_persons_esc_is_told_at_once_and_stays() {
        let mut decoder = KeyDecoder::default();
        assert_eq!(keys(&decoder.feed(b"\x1b", 0)), "Esc");
        assert_eq!(keys(&decoder.feed(b"m", 50)), "m");
        assert_eq!(keys(&decoder.feed(b"\x1b", 100)), "Esc");
        assert_eq!(keys(&decoder.feed(b"\x1b", 150)), "Esc");
        assert_eq!(keys(&decoder.feed(b"i", 5_000)), "i");
        assert_eq!(keys(&decoder.feed(b"\x1bP", 6_000)), "Esc", "the sign waits, Esc does not");
        assert_eq!(keys(&decoder.feed(b"o", 6_010)), "P o");
        assert_eq!(keys(&decoder.feed(b"\x1b", 7_000)), "Esc");
        assert_eq!(keys(&decoder.feed(b"[", 7_100)), "");
        assert_eq!(keys(&decoder.expire(7_800)), "[");
        assert_eq!(at_once(b"\x1b\x1bi"), "Esc Alt-i");
    }

    #[test]
    fn keys_are_what_terminals_send_for_them() {
        for (bytes, shown) in [
            ("\x1b[A\x1b[1;2B\x1bOC", "Up Shift-Down Right"),
            ("\x1b[5~\x1b[6~\x1b[H\x1b[4~", "PgUp PgDn Home End"),
            ("\x1b[Z\t\r\x7f\x08", "Shift-Tab Tab Enter Bksp ^H"),
            ("\x18m\x00\x1f\x1bm\x1b\r", "^X m ^Space ^_ Alt-m Alt-Enter"),
            ("é日\u{1f600}", "é 日 \u{1f600}"),
            ("\x1b[24~\x1b[[A\x1bOP\x1b[15~", "F12 F1 F1 F5"),
            ("\x1b[200~a\tb\rc\x1b[201~d", "<a\tb\rc> d"),
            ("\x1b[109;5u\x1b[27;5;109~\x1b[109;1:3u", "^M ^M"),
            ("\x1b[1;3A\x1b[3~", "Alt-Up Del"),
        ] {
            assert_eq!(at_once(bytes.as_bytes()), shown, "{bytes:?}");
        }
    }

    #[test]
    fn signs_and_pastes_may_come_in_pieces() {
        let text = "é日\x1b[200~über\x1b[201~x";
        for cut in 1..text.len() {
            let mut decoder = KeyDecoder::default();
            let mut heard = decoder.feed(&text.as_bytes()[..cut], 0);
            heard.extend(decoder.feed(&text.as_bytes()[cut..], 100));
            assert_eq!(keys(&heard), "é 日 <über> x", "cut at {cut}");
        }
    }

    #[test]
    fn what_follows_a_broken_answer_is_heard() {
        assert_eq!(at_once(b"\x1b]11;rgb:10hello"), "h e l l o");
        let mut decoder = KeyDecoder::default();
        assert_eq!(keys(&decoder.feed(b"\x1b]11;rgb:10", 0)), "");
        assert_eq!(keys(&decoder.feed(b"ab", 2_000)), "a b");
        let mut decoder = KeyDecoder::default();
        assert_eq!(keys(&decoder.feed(b"\x1b[200~words", 0)), "");
        assert_eq!(keys(&decoder.expire(2_000)), "<words>");
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let mut decoder = KeyDecoder::default();
            for (i, b) in bytes.iter().enumerate() {
                decoder.feed(&[*b], i as u64);
            }
            decoder.expire(1_000_000);
            prop_assert!(decoder.due().is_none());
        }
    }
}
