//! Commands that work in every pane.

use super::App;
use crate::{
    command::Command,
    domain::{
        Id, Kind, Listing, Value,
        foreign::Foreign,
        kinds::{item, request, round},
    },
    ui::{
        AfterChoice, AfterText, Effect, Place,
        place::{Grids, Menu, MenuRow, Prompt},
        prefs::Pref,
    },
};

impl App {
    /// Runs a command that the pane on top does not take itself.
    pub(super) fn run_everywhere(&mut self, command: Command, out: &mut Vec<Effect>) {
        if let Some(place) = place_of(command, self) {
            return self.go(place, out);
        }
        let effects = match command {
            Command::Back | Command::Leave | Command::Cancel if self.stack.len() > 1 => vec![Effect::Close],
            Command::Back | Command::Leave => return self.say("this is home; Q quits".into(), false),
            Command::Quit => return self.quit(out),
            Command::Undo => vec![Effect::Undo(None)],
            Command::Redo => vec![Effect::Redo(None)],
            Command::Redraw => vec![Effect::Redraw],
            Command::Suspend => {
                self.flush(out);
                vec![Effect::Suspend]
            }
            Command::Bars => {
                self.world.bars_hidden = !self.world.bars_hidden;
                Vec::new()
            }
            Command::HideVerdicts => {
                let hide = !self.world.hide_verdicts;
                let said = if hide { "verdicts, grades and findings are hidden" } else { "verdicts are shown" };
                vec![Effect::HideVerdicts(hide), Effect::Say(said.into())]
            }
            Command::TipsOff => vec![Effect::Keep("tips".into(), "off".into()), Effect::Say("no tips any more".into())],
            Command::OpenDemo => vec![Effect::OpenDemo],
            Command::MapDefault => vec![Effect::Prefer(Pref::Keys, "default".into())],
            Command::MapVim => vec![Effect::Prefer(Pref::Keys, "vim".into())],
            Command::MapEmacs => vec![Effect::Prefer(Pref::Keys, "emacs".into())],
            Command::MapSheet => vec![Effect::Prefer(Pref::Keys, "sheet".into())],
            Command::SavedSay => {
                self.flush(out);
                vec![Effect::Say(format!("everything is written by itself: {}", self.world.saved_text()))]
            }
            Command::TakeOver => match self.world.held_by() {
                None => vec![Effect::Say("nobody else has this file open".into())],
                Some(whose) => vec![Effect::Go(crate::panes::answering::take_over_menu(&whose))],
            },
            Command::GoReview => crate::panes::review::go(&self.world),
            Command::ReviewNext => crate::panes::review::plan(&self.world),
            Command::GoProgramme => crate::panes::programme::go(&self.world),
            Command::Sessions => vec![Effect::Say(self.sessions())],
            other => return self.say(nothing_here(other), false),
        };
        self.carry_out(effects, out);
    }

    /// Quits; asks only if the last save failed.
    pub(super) fn quit(&mut self, out: &mut Vec<Effect>) {
        self.flush(out);
        // What has a copy is not lost: closing shows that it waits for the file, and names the copy.
        match self.world.saved.failing.clone().filter(|_| self.world.saved.rescue.is_none()) {
            Some((_, reason)) => {
                let row =
                    |letter, label: &str| MenuRow { letter: Some(letter), label: label.into(), ..Default::default() };
                let menu = Menu::letters(
                    format!("Not everything is saved: {reason}"),
                    vec![row('s', "stay, and try again"), row('l', "leave, and lose what is not saved")],
                    AfterChoice::Quit,
                );
                self.go(Place::Menu(menu), out);
            }
            None => {
                self.quitting = true;
                out.push(Effect::Quit);
            }
        }
    }

    fn sessions(&self) -> String {
        match &self.world.file {
            None => "no file is open".into(),
            Some(file) if file.others.is_empty() => format!("{}: opened by you only", file.path.display()),
            Some(file) => {
                let list: Vec<String> =
                    file.others.iter().map(|p| format!("{}@{} since {}", p.user, p.host, p.since.clock())).collect();
                format!("also open: {}", list.join(", "))
            }
        }
    }

    fn single(&self, kind: Kind) -> Option<Id> {
        self.world.records.single(kind).map(|r| r.id)
    }
}

/// Says where a command would do something.
fn nothing_here(command: Command) -> String {
    let info = command.info();
    let places: Vec<String> = info.contexts.iter().map(|c| c.heading().to_lowercase()).collect();
    format!("“{}” does nothing here; it is for: {}", info.label, places.join(", "))
}

/// The place a *go* command leads to.
pub(super) fn place_of(command: Command, app: &App) -> Option<Place> {
    if app.world.file.is_none() {
        return match command {
            Command::Help => Some(Place::Help),
            Command::Palette => Some(Place::Palette),
            Command::About => Some(Place::About),
            Command::KeysShow => Some(Place::Keys),
            Command::Settings => Some(Place::Settings),
            Command::GoMessages => Some(Place::Messages),
            Command::NewFile => Some(new_file()),
            Command::OpenFile => Some(open_file(app)),
            _ => None,
        };
    }
    Some(match command {
        Command::Help => Place::Help,
        Command::Palette => Place::Palette,
        Command::About => Place::About,
        Command::KeysShow => Place::Keys,
        Command::Settings => Place::Settings,
        Command::GoHome => Place::Home,
        Command::GoRisks => Place::Heatmap,
        Command::GoParked => Place::Parked,
        Command::GoList => lists(&app.world.foreign),
        Command::GoNews => Place::News,
        Command::GoPacks => Place::Packs,
        Command::PackTemplate => crate::panes::packs::template(),
        Command::GoOrganisation => Place::Record(app.single(Kind::Organisation)?),
        Command::GoMethod => Place::Record(app.single(Kind::Method)?),
        Command::GoMessages => Place::Messages,
        Command::GoRecent => Place::Recent,
        Command::GoChecks => Place::Checks(None),
        Command::Me => crate::panes::deciding::ask_me(&app.world),
        Command::GoTrends => Place::Trends,
        Command::GoReadiness => Place::Readiness(app.world.focus().map(|f| f.of)),
        Command::Narrow => Place::Menu(crate::panes::narrow::menu(&app.world)),
        Command::GoMap => Place::Map,
        Command::GoDuties => Place::Duties,
        Command::GoTimeline => Place::Timeline,
        Command::GoGrid => Place::Grid,
        Command::GoAngles => Place::Angles,
        Command::GoOwners => Place::Owners,
        Command::GoWork => Place::Work,
        Command::GoUntouched => Place::Untouched,
        Command::GoImpacts => Place::Stands(Grids::Impacts),
        Command::GoStages => Place::Stands(Grids::Stages),
        Command::GoExpected => Place::Stands(Grids::Documents),
        Command::Search => Place::Search(String::new()),
        Command::Paper => Place::Papers(None),
        Command::IssuePaper => crate::panes::papers::which_to_issue(None, &app.world),
        Command::RoundStart => crate::panes::round::start_menu(),
        Command::AskedOfUs => asked_of_us(app),
        Command::Import => crate::panes::import::ask(),
        Command::NewFile => new_file(),
        Command::OpenFile => open_file(app),
        other => return list_of(other),
    })
}

/// The list that a *go* command leads to.
fn list_of(command: Command) -> Option<Place> {
    let list = |kind| Place::List(kind, String::new());
    Some(match command {
        Command::GoInventory => list(Kind::System),
        Command::GoRiskList => list(Kind::Risk),
        Command::GoControls => Place::Preset(item::CONTROLS),
        Command::GoClauses => Place::Preset(item::CLAUSES),
        Command::GoFindings => list(Kind::Finding),
        Command::GoInterviews => list(Kind::Interview),
        Command::GoRounds => list(Kind::Round),
        Command::GoRequests => list(Kind::Request),
        Command::GoEvidence => list(Kind::Evidence),
        Command::GoActions => list(Kind::Action),
        Command::GoPeople => list(Kind::Person),
        Command::GoSuppliers => list(Kind::Supplier),
        Command::GoQuestions => list(Kind::Question),
        Command::GoIssued => list(Kind::IssuedPaper),
        _ => return None,
    })
}

/// Every list there is, so that a further kind needs no command of its own to be seen.
fn lists(foreign: &Foreign) -> Place {
    let lists = Listing::all();
    let known = lists.iter().map(|list| MenuRow {
        label: list.name().into(),
        detail: list.kind().spec().help.into(),
        ..MenuRow::default()
    });
    let unknown = foreign.kinds.iter().map(|kind| MenuRow {
        label: kind.plural.clone(),
        detail: format!("{} of a kind that this program does not know", kind.count),
        ..MenuRow::default()
    });
    let rows = known.chain(unknown).collect();
    let unknown = foreign.kinds.iter().map(|kind| Place::Foreign(kind.prefix.clone()));
    let places = lists.iter().map(|list| Place::listing(*list)).chain(unknown).collect();
    Place::Menu(Menu::list("Go to which list?", rows, AfterChoice::Go(places)))
}

/// A new question of the body; asked from the page of one of its audits, it belongs to that.
fn asked_of_us(app: &App) -> Place {
    let records = &app.world.records;
    let mut values = request::ASKED_OF_US.starting(app.world.now);
    let shown = app.top().and_then(|pane| pane.part_of()).filter(|id| id.kind == Kind::Round);
    if let Some(round) = shown.and_then(|id| records.live(id)) {
        values.push((request::ROUND, Value::Ref(round.id)));
        values.extend(round.one(round::BODY).map(|body| (request::BODY, Value::Ref(body))));
    }
    crate::panes::answering::ask_new(Kind::Request, values)
}

pub(crate) fn new_file() -> Place {
    Prompt::ask(
        "New file",
        "Name of the organisation; the file is made in this folder and nothing else is asked.",
        AfterText::NewFile,
    )
}

fn open_file(app: &App) -> Place {
    let text = app.world.files.first().map(|p| p.display().to_string()).unwrap_or_default();
    Prompt::with("Open a file", "Path of a .aims file. Tab completes.", text, AfterText::OpenFile)
}
