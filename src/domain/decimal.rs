//! A decimal number as exact text: money, energy, a measured value. Never a binary fraction.

use std::{cmp::Ordering, fmt};

/// A number such as `-1250.50`: a minus or none, digits without needless zeros in front, a point only before digits.
///
/// Digits after the point stay as they were written, since `2.50` says more than `2.5`; in order they are the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// Digits after the point at most.
    pub const PLACES: usize = 12;
    /// Digits before the point at most.
    pub const DIGITS: usize = 19;

    /// Reads canonical text; `None` if it is anything else.
    pub fn canonical(text: &str) -> Option<Decimal> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = digits.split_once('.').map_or((digits, None), |(w, p)| (w, Some(p)));
        let are_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        let fits = are_digits(whole) && part.is_none_or(are_digits) && (whole == "0" || !whole.starts_with('0'));
        let is_zero = digits.bytes().all(|b| matches!(b, b'0' | b'.'));
        (fits && !(is_zero && text.starts_with('-'))).then(|| Decimal(text.into()))
    }

    /// Reads what people type: a sign, digits in groups of three or in one piece, a point or a comma. The error is a
    /// clause that says what is wrong.
    pub fn read(text: &str) -> Result<Decimal, String> {
        let t = text.trim();
        let (minus, t) = match t.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, t.strip_prefix('+').unwrap_or(t)),
        };
        let (whole, part) = parts(t)?;
        let whole = ungrouped(whole).ok_or("it is not a number")?;
        if !part.bytes().all(|b| b.is_ascii_digit()) || (whole.is_empty() && part.is_empty()) {
            return Err("it is not a number".into());
        }
        if part.len() > Decimal::PLACES {
            return Err(format!("it has more than {} digits after the point", Decimal::PLACES));
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > Decimal::DIGITS {
            return Err(format!("it has more than {} digits before the point", Decimal::DIGITS));
        }
        let whole = if whole.is_empty() { "0" } else { whole };
        let zero = whole == "0" && part.bytes().all(|b| b == b'0');
        let sign = if minus && !zero { "-" } else { "" };
        let point = if part.is_empty() { "" } else { "." };
        Ok(Decimal(format!("{sign}{whole}{point}{part}").into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it lies between two whole numbers, both included.
    pub fn is_within(&self, min: i64, max: i64) -> bool {
        self.order(&min.into()).is_ge() && self.order(&max.into()).is_le()
    }

    /// The exact sum; it stays at the end of what can be held.
    #[must_use]
    pub fn plus(&self, other: &Decimal) -> Decimal {
        let scaled = |d: &Decimal| {
            let (minus, whole, part) = d.pieces();
            let digits = format!("{whole}{part:0<places$}", places = Decimal::PLACES);
            let size = digits.parse::<i128>().unwrap_or(i128::MAX / 2);
            if minus { -size } else { size }
        };
        let sum = scaled(self).saturating_add(scaled(other));
        let digits = format!("{:0>least$}", sum.unsigned_abs(), least = Decimal::PLACES + 1);
        let (whole, part) = digits.split_at(digits.len() - Decimal::PLACES);
        let (part, sign) = (part.trim_end_matches('0'), if sum < 0 { "-" } else { "" });
        let point = if part.is_empty() { "" } else { "." };
        Decimal(format!("{sign}{whole}{point}{part}").into())
    }

    /// Sign, digits before the point, digits after it without zeros at the end.
    fn pieces(&self) -> (bool, &str, &str) {
        let digits = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        (self.0.starts_with('-'), whole, part.trim_end_matches('0'))
    }
}

/// What stands before and after the sign between whole and part. `1,250` may be either, so it is asked.
fn parts(text: &str) -> Result<(&str, &str), String> {
    if text.contains('.') && text.contains(',') {
        return Err("it has a point and a comma; write the number with a point only".into());
    }
    let Some((whole, part)) = text.split_once(['.', ',']) else { return Ok((text, "")) };
    if text.contains(',') && part.len() == 3 && whole != "0" && !whole.is_empty() {
        return Err(format!("it can be read in two ways; write {whole}{part} or {whole}.{part}"));
    }
    Ok((whole, part))
}

/// The digits of a whole number whose groups of three may stand apart: `1 250 000`, `1'250'000`.
fn ungrouped(text: &str) -> Option<String> {
    let is_gap = |c: char| c == ' ' || c == '\u{a0}' || c == '\u{202f}' || c == '\'' || c == '’' || c == '_';
    let groups: Vec<&str> = text.split(is_gap).collect();
    let grouped = groups.len() == 1
        || groups[0].len() <= 3 && !groups[0].is_empty() && groups[1..].iter().all(|group| group.len() == 3);
    let digits = groups.concat();
    (grouped && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

impl From<i64> for Decimal {
    fn from(n: i64) -> Decimal {
        Decimal(n.to_string().into())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Decimal {
    /// The order of the numbers, digit by digit: `2.5` and `2.50` are the same.
    pub fn order(&self, other: &Decimal) -> Ordering {
        let ((minus, whole, part), (other_minus, other_whole, other_part)) = (self.pieces(), other.pieces());
        let size = || whole.len().cmp(&other_whole.len()).then(whole.cmp(other_whole)).then(part.cmp(other_part));
        match (minus, other_minus) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(),
            (true, true) => size().reverse(),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By number, then by how it is written.
impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        self.order(other).then_with(|| self.0.cmp(&other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Decimal::read(text).unwrap_or_else(|why| panic!("{text}: {why}")).to_string()
    }

    #[test]
    fn sums_are_exact() {
        let sum = |texts: &[&str]| {
            texts.iter().map(|t| Decimal::read(t).unwrap()).fold(Decimal::from(0), |a, b| a.plus(&b)).to_string()
        };
        assert_eq!(sum(&["0.1", "0.2"]), "0.3");
        assert_eq!(sum(&["1250.50", "-0.50", "2"]), "1252");
        assert_eq!(sum(&["-2.25", "0.25"]), "-2");
        assert_eq!(sum(&["1", "-1"]), "0");
        assert_eq!(sum(&["9999999999999999999", "0.000000000001"]), "9999999999999999999.000000000001");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, wanted) in [
            ("12", "12"),
            (" +007.50 ", "7.50"),
            ("-0.00", "0.00"),
            ("-0", "0"),
            (".5", "0.5"),
            ("5.", "5"),
            ("12,5", "12.5"),
            ("0,125", "0.125"),
            ("1 250 000.75", "1250000.75"),
            ("1'250", "1250"),
            ("−3.1", "-3.1"),
            ("9223372036854775807", "9223372036854775807"),
        ] {
            assert_eq!(read(typed), wanted);
            assert_eq!(Decimal::canonical(wanted).map(|d| d.to_string()).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn what_is_no_number_or_could_be_two_is_refused_with_the_reason() {
        for (typed, word) in [
            ("1,250", "1250 or 1.250"),
            ("1.250,00", "a point and a comma"),
            ("12.34.5", "not a number"),
            ("1e3", "not a number"),
            ("12 5", "not a number"),
            ("-", "not a number"),
            (".", "not a number"),
            ("0.1234567890123", "more than 12 digits after"),
            ("12345678901234567890", "more than 19 digits before"),
        ] {
            let why = Decimal::read(typed).unwrap_err();
            assert!(why.contains(word), "{typed}: {why}");
        }
        for foreign in ["", "+1", "01", "1.", ".5", "-0", "-0.0", "1 000", "x"] {
            assert_eq!(Decimal::canonical(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_numbers_and_exact() {
        let sorted = ["-10", "-9.5", "-0.2", "-0.10", "0", "0.1", "0.10", "0.2", "9", "10", "10.000000000001", "100"];
        let numbers: Vec<Decimal> = sorted.iter().map(|t| Decimal::canonical(t).unwrap()).collect();
        for (i, a) in numbers.iter().enumerate() {
            for (j, b) in numbers.iter().enumerate() {
                assert_eq!(a.cmp(b), i.cmp(&j), "{a} {b}");
            }
        }
        assert_eq!(numbers[5].order(&numbers[6]), Ordering::Equal);
        let (edge, above) = (Decimal::read("100.00").unwrap(), Decimal::read("100.01").unwrap());
        assert!(edge.is_within(0, 100) && !above.is_within(0, 100));
        assert!(!Decimal::read("-0.01").unwrap().is_within(0, 100));
    }
}
