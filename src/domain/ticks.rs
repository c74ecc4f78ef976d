//! The checks of a question as they were ticked: kept in the words that were read, a line each, so that a later wording
//! changes nothing of what was said.

/// What was said to a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    Yes,
    No,
}

const YES: &str = "yes: ";
const NO: &str = "no: ";

/// Ticked checks in the order in which they were ticked first.
pub fn read(text: &str) -> Vec<(Tick, &str)> {
    let tick = |line: &'static str, what| move |l| str::strip_prefix(l, line).map(|check| (what, check));
    let (yes, no) = (tick(YES, Tick::Yes), tick(NO, Tick::No));
    text.lines().filter_map(|l| yes(l).or_else(|| no(l))).collect()
}

/// What was said to one check; nothing if it was not looked at.
pub fn of(text: &str, check: &str) -> Option<Tick> {
    read(text).into_iter().find(|(_, c)| *c == check).map(|(tick, _)| tick)
}

/// The text with one check ticked, or not looked at any more.
pub fn with(text: &str, check: &str, tick: Option<Tick>) -> String {
    let check = check.replace('\n', " ");
    let line = tick.map(|t| format!("{}{check}", if t == Tick::Yes { YES } else { NO }));
    let mut lines: Vec<String> = Vec::new();
    let mut placed = false;
    for (old, c) in read(text) {
        match (c == check, &line) {
            (true, Some(line)) => {
                lines.push(line.clone());
                placed = true;
            }
            (true, None) => {}
            (false, _) => lines.push(format!("{}{c}", if old == Tick::Yes { YES } else { NO })),
        }
    }
    lines.extend(line.filter(|_| !placed));
    lines.join("\n")
}

/// The checks that are not met.
pub fn unmet(text: &str) -> Vec<&str> {
    read(text).into_iter().filter(|(tick, _)| *tick == Tick::No).map(|(_, check)| check).collect()
}

/// `3 yes, 1 no`; nothing while none is ticked.
pub fn told(text: &str) -> String {
    let all = read(text);
    let no = unmet(text).len();
    match (all.len() - no, no) {
        (0, 0) => String::new(),
        (yes, no) => format!("{yes} yes, {no} no"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_replaces_the_one_before_and_goes_away_again() {
        let text = with("", "There is an owner", Some(Tick::Yes));
        let text = with(&text, "It is dated", Some(Tick::No));
        let text = with(&text, "There is an owner", Some(Tick::No));
        assert_eq!(text, "no: There is an owner\nno: It is dated");
        assert_eq!((of(&text, "It is dated"), of(&text, "Something else")), (Some(Tick::No), None));
        let text = with(&text, "There is an owner", None);
        assert_eq!((unmet(&text), told(&text)), (vec!["It is dated"], "0 yes, 1 no".to_string()));
        assert_eq!(told(""), "");
    }
}
