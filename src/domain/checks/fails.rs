//! On which checks a pipeline stops: a rule, an area of rules, or a severity and what is graver.

use super::{CHECKS, Check, Severity};
use std::collections::BTreeSet;

/// What stops a pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    Severity(Severity),
    /// The area or the whole id of rules.
    Rule(&'static str),
}

impl FailOn {
    /// By its word; the error names the words that there are.
    pub fn of(word: &str) -> Result<FailOn, String> {
        let word = word.trim().to_lowercase();
        let severities = [Severity::Blocker, Severity::Warning, Severity::Hint];
        if let Some(severity) = severities.into_iter().find(|severity| severity.label() == word) {
            return Ok(FailOn::Severity(severity));
        }
        let rule = CHECKS.iter().flat_map(|check| [check.id, check.area()]).find(|name| *name == word);
        rule.map(FailOn::Rule).ok_or_else(|| {
            let areas: BTreeSet<&str> = CHECKS.iter().map(Check::area).collect();
            let areas: Vec<&str> = areas.into_iter().collect();
            format!(
                "“{word}” is no severity (blocker, warning, hint), no area of rules ({}) and no rule such as {}",
                areas.join(", "),
                CHECKS.first().map_or("", |check| check.id)
            )
        })
    }
    /// Whether what this check finds stops it.
    pub fn stops(self, check: &Check) -> bool {
        match self {
            FailOn::Severity(severity) => check.severity <= severity,
            FailOn::Rule(name) => check.id == name || check.area() == name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_severity_means_what_is_graver_too_and_a_rule_itself_or_its_area() {
        let stops = |word: &str, check: &Check| FailOn::of(word).unwrap().stops(check);
        for check in CHECKS {
            assert!(stops("hint", check) && stops(check.id, check) && stops(check.area(), check));
            assert_eq!(stops("blocker", check), check.severity == Severity::Blocker);
            assert_eq!(stops("Warning", check), check.severity != Severity::Hint);
        }
        let (first, last) = (&CHECKS[0], &CHECKS[CHECKS.len() - 1]);
        assert!(!stops(first.id, last));
        let why = FailOn::of("grave").unwrap_err();
        assert!(why.contains("blocker, warning, hint") && why.contains(first.area()), "{why}");
    }
}
