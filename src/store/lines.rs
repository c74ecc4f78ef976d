//! Lines that were typed at a question and not taken yet, as one setting of a person: newest last.

/// The setting that holds them.
pub const SETTING: &str = "lines";
/// Lines that are kept.
const MOST: usize = 30;

/// Question and line, as the setting holds them.
pub fn read(value: &str) -> Vec<(String, String)> {
    serde_json::from_str(value).unwrap_or_default()
}

/// The setting with the lines of another one added, each after an older one of the same question.
pub fn merged(old: &str, new: &str) -> String {
    let mut lines = read(old);
    for (question, line) in read(new) {
        lines.retain(|(q, _)| *q != question);
        lines.push((question, line));
    }
    written(lines)
}

/// The setting that holds these lines.
pub fn written(mut lines: Vec<(String, String)>) -> String {
    let over = lines.len().saturating_sub(MOST);
    lines.drain(..over);
    serde_json::to_string(&lines).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_two_times_are_joined_and_the_newest_stay() {
        let old = written(vec![("why".into(), "a".into()), ("name".into(), "b".into())]);
        let both = merged(&old, &written(vec![("why".into(), "c".into())]));
        assert_eq!(read(&both), [("name".to_string(), "b".to_string()), ("why".into(), "c".into())]);
        let many = (0..40).map(|n| (n.to_string(), "x".to_string())).collect();
        assert_eq!(read(&written(many)).first().map(|(q, _)| q.as_str()), Some("10"));
        assert!(read("no list").is_empty());
    }
}
