//! Own columns: fields that the organisation adds to a kind.

use super::prelude::*;

choices! {
    /// What an own column holds.
    Sort SORTS {
        Text = choice("text", "text", 't').alias(&["line", "one line"]),
        Long = choice("long", "long text", 'l').alias(&["long", "several lines"]),
        Number = choice("number", "number", 'n').alias(&["decimal", "amount"]),
        Day = choice("day", "day", 'd').alias(&["date", "period"]),
        Choice = choice("choice", "choice", 'c').alias(&["list", "one of a list"]),
    }
}

fields! {
    LABEL = Field::line("label", "Label").column(26).alias(&["name", "column"])
        .help("What stands over the column. No other field of its register is called so."),
    /// The table of the kind that has the column.
    OF = Field::line("of", "Table").hidden(),
    REGISTER = Field::derived("register", "Register", 20, Derived {
        show: |_, r| kind_of(r).map_or_else(|| r.text(OF).to_string(), |kind| kind.spec().plural.to_string()),
        rank: |_, r| kind_of(r).map_or(i64::MAX, |kind| kind as i64),
    }),
    SORT = Field::choice("holds", "Holds", SORTS).column(10).alias(&["type"])
        .help("Text, a number, a day or one of a list. What cells hold already stays as it is."),
    WORDS = Field::long("words", "Words").ruled().help("The words of the list, one a line; a choice takes no other.").alias(&["choices"]),
    WIDTH = Field::number("width", "Width", 4, 60).help("Cells of the column in lists."),
    SECRET = Field::choice("secret", "Confidential", YES_NO).column(12)
        .help("Yes: it never leaves in papers for a limited circle or for the public."),
    RETIRED = Field::choice("out_of_use", "Retired", YES_NO).column(8)
        .help("Yes: it is shown where it holds something and offered for nothing new."),
    NOTES = Field::long("notes", "Notes"),
}

pub static SPEC: Spec = Spec {
    kind: Kind::OwnColumn,
    prefix: "OC",
    table: "own_column",
    name: "own column",
    plural: "own columns",
    help: "Fields that you add to a register: text, number, day or one of a list.",
    fields: FIELDS,
    title: LABEL,
    starts: &[(SORT, StartValue::Word(Sort::Text as u8))],
    adding: Adding::Elsewhere("a column is added in the list that gets it: x c there"),
    whole: true,
    ..Spec::BASE
};

/// The kind that has the column.
pub fn kind_of(column: &Record) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.spec().table == column.text(OF))
}

/// The words of a list, each once.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.lines().map(str::trim).filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            words.push(word.to_string());
        }
    }
    words
}

pub(in crate::domain) fn says_yes(column: &Record, field: usize) -> bool {
    column.choice(field) == Some(YES)
}
