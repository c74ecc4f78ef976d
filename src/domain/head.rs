//! The head of a journal as one line that is kept elsewhere: which file, which step, its hash, and when it was said.

use std::fmt;

/// What a line begins with; the number is the version of its form.
const FORMAT: &str = "aims head 1";

/// A head of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The id of the file, in hexadecimal digits.
    pub file: String,
    pub step: u64,
    /// The hash of that step, in hexadecimal digits.
    pub sha256: String,
    /// When it was said, by the clock of that computer.
    pub at: String,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{FORMAT} file={} step={} sha256={} at={}", self.file, self.step, self.sha256, self.at)
    }
}

impl Head {
    /// Reads a line; the error says what of it is missing.
    pub fn parse(line: &str) -> Result<Head, String> {
        let rest = line.trim().strip_prefix(FORMAT).ok_or_else(|| format!("it does not begin with “{FORMAT}”"))?;
        let part = |name: &str| {
            let found = rest.split_ascii_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
            found.map(String::from).ok_or_else(|| format!("it lacks {name}="))
        };
        let hex = |name: &str, len: usize| {
            let text = part(name)?;
            let fits = text.len() == len && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            if fits { Ok(text) } else { Err(format!("{name}= needs {len} digits 0-9 a-f")) }
        };
        let step = part("step")?.parse().map_err(|_| "step= is no number".to_string())?;
        Ok(Head { file: hex("file", 32)?, step, sha256: hex("sha256", 64)?, at: part("at")? })
    }
}

/// A head with the signature below it, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub head: Head,
    /// The line as it stands there, byte for byte: that is what was signed.
    pub line: String,
    pub signature: Option<String>,
}

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";

/// All heads in a text, such as a mail or a file of collected lines; other lines are passed over. The error names the
/// line that cannot be read.
pub fn read(text: &str) -> Result<Vec<Sealed>, String> {
    let mut found: Vec<Sealed> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((n, line)) = lines.next() {
        let line = line.trim_end_matches('\r');
        if line.trim_start().starts_with("aims head") {
            let head = Head::parse(line).map_err(|why| format!("line {}: {why}", n + 1))?;
            found.push(Sealed { head, line: line.into(), signature: None });
        } else if line.trim() == BEGIN {
            let mut signature = format!("{BEGIN}\n");
            let ended = lines.by_ref().any(|(_, line)| {
                signature += &format!("{}\n", line.trim());
                line.trim() == END
            });
            match found.last_mut() {
                Some(last) if ended => last.signature = Some(signature),
                _ => return Err(format!("line {}: a signature that does not end, or without a head above it", n + 1)),
            }
        }
    }
    if found.is_empty() { Err(format!("it holds no line “{FORMAT} …”")) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        let (file, sha256) = ("0f".repeat(16), "a1".repeat(32));
        Head { file, step: 118, sha256, at: "2026-11-24T10:00:00+01:00".into() }
    }

    #[test]
    fn a_head_is_one_line_and_reads_back() {
        let line = head().to_string();
        assert!(!line.contains('\n') && line.starts_with("aims head 1 file="));
        assert_eq!(Head::parse(&line), Ok(head()));
        let mail = format!("Dear all,\n\n{line}\r\n{BEGIN}\nabc\n{END}\nRegards\n{line}\n");
        let read = read(&mail).unwrap();
        assert_eq!((read.len(), &read[0].head, &read[1].signature), (2, &head(), &None));
        assert_eq!(read[0].line, line);
        assert_eq!(read[0].signature.as_deref(), Some(&*format!("{BEGIN}\nabc\n{END}\n")));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let line = head().to_string();
        for (bad, says) in [
            (line.replace("step=118", "step=x"), "step= is no number"),
            (line.replace("a1a1", "A1A1"), "64 digits"),
            (line.replace("file=", "f="), "lacks file="),
            (format!("{BEGIN}\nabc\n{END}"), "without a head"),
            (format!("{line}\n{BEGIN}\nabc"), "does not end"),
            ("nothing".into(), "no line"),
        ] {
            let why = read(&bad).unwrap_err();
            assert!(why.contains(says), "{why}");
        }
    }
}
