//! Words in the place of a name that name nobody and nothing.

use super::{fold::key, sheets::facts::facts};

/// Words in the place of a name that name nobody.
const NOBODY: &[&str] =
    &["tbd", "tba", "tbc", "na", "none", "unknown", "nobody", "unassigned", "notassigned", "vacant"];
/// The same where a column of names is filled in whole.
const NO_NAME: &[&str] = &[
    "notapplicable",
    "notrequired",
    "notneeded",
    "notyetknown",
    "notyetassigned",
    "tobedetermined",
    "tobeconfirmed",
    "tobedefined",
    "tobeassigned",
    "tobedecided",
    "novendor",
    "nosupplier",
    "noowner",
    "noprovider",
    "nothirdparty",
    "noneidentified",
    "noneknown",
    "noneassigned",
    "nichtanwendbar",
    "nichtzutreffend",
    "keinanbieter",
    "keinlieferant",
    "nonapplicable",
    "noaplica",
    "noaplicable",
    "nonapplicabile",
    "nietvantoepassing",
];

/// Whether a text in the place of a name names nobody and nothing.
pub fn names_nothing(text: &str) -> bool {
    let word = key(text);
    NOBODY.contains(&word.as_str()) || NO_NAME.contains(&word.as_str()) || facts().is_nothing(text)
}
