//! One tip a day, in the keys of this person's own key map; a command turns them off for good.

use crate::{command::Command, panes::palette::key_of, ui::World};

const TIPS: &[(Command, &str)] = &[
    (Command::Help, "shows the keys of the pane you are in."),
    (Command::Palette, "finds any command by name."),
    (Command::Settings, "chooses the keys (vim, emacs, a spreadsheet), the theme and more."),
    (Command::Undo, "takes back the last change, also after a restart."),
    (Command::Search, "finds words in the whole file."),
    (Command::GoChecks, "shows what is missing, late or contradictory."),
    (Command::Paper, "writes a paper: plan, report, Statement of Applicability."),
    (Command::GoParked, "lists the questions that wait."),
    (Command::GoRecent, "shows who changed what, and when."),
    (Command::Bars, "hides the bars and gives the rows to what you read."),
    (Command::GoRequests, "lists the evidence that was promised, late pieces first."),
];

/// The tip of today; none if tips are turned off or the command has no key here.
pub fn of_today(world: &World) -> Option<String> {
    if world.setting("tips") == Some("off") {
        return None;
    }
    let with_key: Vec<(String, &str)> =
        TIPS.iter().map(|(c, text)| (key_of(world, *c), *text)).filter(|(key, _)| !key.starts_with('(')).collect();
    let day = usize::try_from(world.now.utc.div_euclid(86_400)).unwrap_or(0);
    let (key, text) = with_key.get(day.checked_rem(with_key.len())?)?;
    Some(format!("Tip: {key} {text}"))
}
