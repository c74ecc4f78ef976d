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
    if let Some((_, what)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ImportError::NotCsv(what));
    }
    let (text, notice) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => match std::str::from_utf8(rest) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(_) => return Err(ImportError::Encoding("UTF-8")),
        },
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Some("The file is read as UTF-16.".into())),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Some("The file is read as UTF-16.".into())),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(_) => (Cow::Owned(windows_1252(bytes)), Some(ASSUMED.into())),
        },
    };
    // Every second byte zero: UTF-16 without its mark; and many zeros are no text at all.
    if text.bytes().filter(|b| *b == 0).count() * 8 > text.len() {
        return Err(ImportError::NotCsv("not text, or UTF-16 without its byte-order mark; save it as “CSV UTF-8”"));
    }
    markup(&text)?;
    Ok((text, notice))
}

const ASSUMED: &str = "The file is not UTF-8 and was read as Windows-1252, the usual encoding of spreadsheets in \
Western Europe and America. Look at accented letters before you take it in; saving it as “CSV UTF-8” is safer.";

fn markup(text: &str) -> Result<(), ImportError> {
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    match start.as_bytes() {
        [b'<', b'!' | b'?' | b'a'..=b'z', ..] => Err(ImportError::NotCsv("a web page or XML, not a table of cells")),
        [b'{', ..] => Err(ImportError::NotCsv("JSON, not a table of cells; what is read is CSV and TSV")),
        [b'[', b'{' | b'[' | b'\n' | b'\r', ..] => {
            Err(ImportError::NotCsv("JSON, not a table of cells; what is read is CSV and TSV"))
        }
        _ => Ok(()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, ImportError> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return Err(ImportError::Encoding("UTF-16")) };
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).map(Cow::Owned).map_err(|_| ImportError::Encoding("UTF-16"))
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
    fn other_files_are_named() {
        let error = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert!(error(b"PK\x03\x04rest").contains("Excel"));
        assert!(error(b"SQLite format 3\0rest").contains("database"));
        assert!(error(b"  <!DOCTYPE html><table>").contains("web page"));
        assert!(error(b"{\"a\":1}").contains("JSON"));
        assert!(decode(b"[x],b").is_ok());
    }
}
