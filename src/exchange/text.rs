//! From the bytes of a file to its text: what kind of file it is, and in which encoding.

use super::import::ImportError;
use std::borrow::Cow;

/// Beginnings by which files that are no CSV are known, what they are, and what to do.
const OTHERS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "an Excel workbook or another zip file; name it as a file to import"),
    (
        b"\xD0\xCF\x11\xE0",
        "an old Excel workbook, or one with a password; save it as XLSX without one, or as “CSV UTF-8”",
    ),
    (b"SQLite format 3\0", "a database; an AIMS file is opened, not imported"),
    (b"%PDF", "a PDF document"),
    (b"\x1F\x8B", "compressed; unpack it first"),
    (b"\x89PNG", "a picture"),
];

/// The text of a CSV file and, where the encoding was assumed, a sentence that says so.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<String>), ImportError> {
    let mut probe = EncodingProbe::default();
    probe.take(bytes)?;
    let (sort, notice) = probe.end()?;
    if sort == Encoding::Utf8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        let text = text.trim_start_matches(MARK);
        markup(text)?;
        return Ok((Cow::Borrowed(text), notice));
    }
    let mut decoder = TextDecoder::new(sort);
    let text = decoder.take(bytes)?;
    decoder.end()?;
    Ok((Cow::Owned(text), notice))
}

/// The mark of an encoding, as a sign.
const MARK: char = '\u{FEFF}';

const NO_TEXT: &str = "not text, or UTF-16 without its byte-order mark; save it as “CSV UTF-8”";

const ASSUMED: &str = "The file is not UTF-8 and was read as Windows-1252, the usual encoding of spreadsheets in \
Western Europe and America. Look at accented letters before you take it in; saving it as “CSV UTF-8” is safer.";

/// How the bytes of a file are text, found out in one pass over all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

/// Looks at a file piece by piece.
#[derive(Default)]
pub struct EncodingProbe {
    sort: Option<Encoding>,
    marked: bool,
    left: Vec<u8>,
    zeros: usize,
    all: usize,
}

impl EncodingProbe {
    pub fn take(&mut self, piece: &[u8]) -> Result<(), ImportError> {
        if self.all == 0 && !piece.is_empty() {
            if let Some((_, what)) = OTHERS.iter().find(|(start, _)| piece.starts_with(start)) {
                return Err(ImportError::NotCsv(what));
            }
            let marks: [(&[u8], Encoding); 3] =
                [(b"\xEF\xBB\xBF", Encoding::Utf8), (b"\xFF\xFE", Encoding::Utf16Le), (b"\xFE\xFF", Encoding::Utf16Be)];
            let mark = marks.iter().find(|(mark, _)| piece.starts_with(mark));
            self.marked = mark.is_some();
            self.sort = Some(mark.map_or(Encoding::Utf8, |(_, sort)| *sort));
        }
        self.all += piece.len();
        if self.sort != Some(Encoding::Utf8) {
            return Ok(());
        }
        self.zeros += piece.iter().filter(|b| **b == 0).count();
        self.left.extend_from_slice(piece);
        match std::str::from_utf8(&self.left) {
            Ok(_) => self.left.clear(),
            Err(e) if e.error_len().is_none() => drop(self.left.drain(..e.valid_up_to())),
            Err(_) if self.marked => return Err(ImportError::Encoding("UTF-8")),
            Err(_) => {
                self.left.clear();
                self.sort = Some(Encoding::Windows1252);
            }
        }
        Ok(())
    }

    /// What it is, and what was assumed.
    pub fn end(self) -> Result<(Encoding, Option<String>), ImportError> {
        // Every second byte zero: UTF-16 without its mark; and many zeros are no text at all.
        if self.zeros * 8 > self.all {
            return Err(ImportError::NotCsv(NO_TEXT));
        }
        match self.sort.unwrap_or_default() {
            Encoding::Utf8 if !self.left.is_empty() && self.marked => Err(ImportError::Encoding("UTF-8")),
            Encoding::Utf8 if self.left.is_empty() => Ok((Encoding::Utf8, None)),
            Encoding::Utf8 | Encoding::Windows1252 => Ok((Encoding::Windows1252, Some(ASSUMED.into()))),
            sort => Ok((sort, Some("The file is read as UTF-16.".into()))),
        }
    }
}

/// Makes text of bytes that come piece by piece; what is half a sign waits for the next piece.
pub struct TextDecoder {
    sort: Encoding,
    left: Vec<u8>,
    begun: bool,
}

impl TextDecoder {
    pub fn new(sort: Encoding) -> TextDecoder {
        TextDecoder { sort, left: Vec::new(), begun: false }
    }

    pub fn take(&mut self, piece: &[u8]) -> Result<String, ImportError> {
        self.left.extend_from_slice(piece);
        let text = match self.sort {
            Encoding::Windows1252 => windows_1252(&std::mem::take(&mut self.left)),
            Encoding::Utf8 => {
                let whole = match std::str::from_utf8(&self.left) {
                    Ok(text) => text.len(),
                    Err(e) if e.error_len().is_none() => e.valid_up_to(),
                    Err(_) => return Err(ImportError::Encoding("UTF-8")),
                };
                let rest = self.left.split_off(whole);
                String::from_utf8(std::mem::replace(&mut self.left, rest))
                    .map_err(|_| ImportError::Encoding("UTF-8"))?
            }
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let unit = if self.sort == Encoding::Utf16Le { u16::from_le_bytes } else { u16::from_be_bytes };
                let mut whole = self.left.len() & !1;
                // The first half of a sign beyond the basic plane waits for the second.
                let last = self.left.get(whole.wrapping_sub(2)..whole).map(|pair| unit([pair[0], pair[1]]));
                if last.is_some_and(|unit| (0xD800..0xDC00).contains(&unit)) {
                    whole -= 2;
                }
                let rest = self.left.split_off(whole);
                utf16(&std::mem::replace(&mut self.left, rest), unit)?
            }
        };
        let first = !self.begun && !text.is_empty();
        self.begun |= first;
        if !first {
            return Ok(text);
        }
        let text = text.trim_start_matches(MARK);
        markup(text)?;
        Ok(text.to_string())
    }

    /// Nothing may be left open at the end.
    pub fn end(self) -> Result<(), ImportError> {
        if self.left.is_empty() { Ok(()) } else { Err(ImportError::Encoding("UTF-16")) }
    }
}

fn markup(text: &str) -> Result<(), ImportError> {
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    match start.as_bytes() {
        [b'<', b'!' | b'?' | b'a'..=b'z', ..] => Err(ImportError::NotCsv("a web page or XML, not a table of cells")),
        [b'{', ..] | [b'[', b'{' | b'[' | b'\n' | b'\r', ..] => {
            Err(ImportError::NotCsv("JSON, not a table of cells; name it as a file to import"))
        }
        _ => Ok(()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ImportError> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return Err(ImportError::Encoding("UTF-16")) };
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).map_err(|_| ImportError::Encoding("UTF-16"))
}

/// The characters of 0x80 to 0x9F; the five unused ones stay C1 controls, as in the WHATWG tables.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> String {
    bytes.iter().map(|b| if (0x80..0xA0).contains(b) { HIGH[usize::from(b - 0x80)] } else { char::from(*b) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decode("a,é".as_bytes()).unwrap(), ("a,é".into(), None));
        assert_eq!(decode(b"\xEF\xBB\xBFa").unwrap(), ("a".into(), None));
        let le: Vec<u8> = [0xFEFF_u16].into_iter().chain("Name;é".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&le).unwrap().0, "Name;é");
        let (text, notice) = decode(b"caf\xE9 \x80 \x96").unwrap();
        assert_eq!(text, "café € –");
        assert!(notice.unwrap().contains("Windows-1252"));
        let bare: Vec<u8> = "Name".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(decode(&bare).unwrap_err().to_string().contains("UTF-16 without"));
        assert!(decode(b"\xFF\xFEa").unwrap_err().to_string().contains("UTF-16"));
    }

    #[test]
    fn pieces_are_the_same_text_as_the_whole() {
        let utf16: Vec<u8> =
            [0xFEFF_u16].into_iter().chain("Na😀me;é".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let files: [&[u8]; 4] = ["a,é😀,b".as_bytes(), b"\xEF\xBB\xBFa,\xC3\xA9", b"caf\xE9 \x80,x", &utf16];
        for file in files {
            // The first piece holds the mark of the encoding.
            for cut in (0..=file.len()).filter(|cut| *cut == 0 || *cut > 3) {
                let (mut look, pieces) = (EncodingProbe::default(), [&file[..cut], &file[cut..]]);
                pieces.iter().for_each(|piece| look.take(piece).unwrap());
                let (sort, notice) = look.end().unwrap();
                let mut decoder = TextDecoder::new(sort);
                let text: String = pieces.iter().map(|piece| decoder.take(piece).unwrap()).collect();
                decoder.end().unwrap();
                let whole = decode(file).unwrap();
                assert_eq!((text.as_str(), &notice), (whole.0.as_ref(), &whole.1), "{file:?} cut at {cut}");
            }
        }
        let named = EncodingProbe::default().take(b"SQLite format 3\0").unwrap_err().to_string();
        assert!(named.contains("database"));
        // Markup in any encoding.
        let page: Vec<u8> =
            [0xFEFF_u16].into_iter().chain("<html>".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let found = TextDecoder::new(Encoding::Utf16Le).take(&page).unwrap_err().to_string();
        assert!(found.contains("web page"));
    }

    #[test]
    fn other_files_are_named() {
        let error = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert!(error(b"PK\x03\x04rest").contains("Excel"));
        assert!(error(b"SQLite format 3\0rest").contains("database"));
        assert!(error(b"  <!DOCTYPE html><table>").contains("web page"));
        assert!(error(b"{\"a\":1}").contains("JSON"));
        assert!(decode(b"[x],b").is_ok());
    }
}
