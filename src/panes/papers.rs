//! Which paper is to be written, and into which file. The paper itself is the business of the document room.

use super::{issuing, menu::MenuPane};
use crate::{
    document::{self, Format, Needs, PaperKind, PaperSize},
    domain::{
        Id, Kind, Record,
        kinds::{
            answer, finding, interview,
            issued::{self, Cut},
            programme_area, review_input, round,
        },
    },
    exchange::outlet::{ExportReach, Outlet},
    shown::shown_line,
    ui::{
        AfterChoice, AfterText, Effect, Output, Pane, Place, World,
        effect::WantedPaper,
        place::{Lead, Menu, MenuRow, Prompt},
        world::{READERS, SHEET},
    },
};
use std::path::Path;

/// Rounds that stand in the menu themselves; further ones are found by typing behind the last row.
const ROUNDS: usize = 4;

/// Where a paper about a record is written or issued.
pub fn led(lead: Lead, kind: PaperKind, subject: Option<Id>, world: &World) -> Place {
    match lead {
        Lead::Write => ask_path(kind, subject, world),
        Lead::Issue => issuing::ask(kind, subject, world),
    }
}

/// The papers that can be made now and those that were issued; those about `subject` or its round come first.
pub fn menu(subject: Option<Id>, world: &World) -> Box<dyn Pane> {
    let paper = subject.filter(|id| id.kind == Kind::IssuedPaper).and_then(|id| world.records.live(id));
    let subject = paper.map_or(subject, |p| p.one(issued::SUBJECT));
    let of_kind = |kind: PaperKind| paper.is_some_and(|p| issued::Paper::of(p, issued::PAPER) == Some(kind.issued()));
    let mut entries: Vec<PaperRow> = Vec::new();
    for kind in PaperKind::ALL {
        entries.extend(entries_of(*kind, subject, world, Lead::Write));
        let issues = issued_of(*kind, subject, world);
        entries.extend(issues.into_iter().map(|e| PaperRow { preferred: e.preferred || of_kind(*kind), ..e }));
    }
    entries.sort_by_key(|e| !e.preferred);
    let more = |label: &str, detail: &str, place| PaperRow {
        row: MenuRow { label: label.into(), detail: detail.into(), ..MenuRow::default() },
        place,
        preferred: false,
    };
    let issue = Place::PaperToIssue(subject);
    entries.push(more("Issue a paper …", "Approve it; its words are kept for good, its versions counted.", issue));
    if world.records.count(Kind::IssuedPaper) > 0 {
        let list = Place::List(Kind::IssuedPaper, String::new());
        entries.push(more("All issued papers …", issued::SPEC.help, list));
    }
    let cut = world.readers();
    let whom = format!("For whom: {} …", cut.label());
    entries.push(more(&whom, "Full, or without what never leaves the organisation.", Place::PaperFor(subject)));
    let sheet = format!("Printed on: {} …", world.paper_size().label());
    entries.push(more(&sheet, "The sheet of papers and workbooks.", Place::PaperSheet(subject)));
    let own = "A text file over the same blocks: @title, @paper, @part, @table (docs/guide.md).";
    entries.push(more("By a template of your own …", own, ask_template()));
    let all = "A workbook with a sheet for each register, or everything as JSON.";
    entries.push(more("All registers as a workbook …", all, ask_everything("aims", "xlsx", world)));
    for about in subject.filter(|id| world.records.live(*id).is_some()).into_iter().map(Some).chain([None]) {
        let of = about.map_or("everything".into(), |id| named(id, world));
        let detail = "Papers, tables, records and their digests in one file, without secret fields.";
        entries.push(more(&format!("Evidence pack about {of} …"), detail, ask_pack(about, world)));
    }
    let asked = |id: &Id| {
        let live = world.records.live(*id)?;
        match id.kind {
            Kind::Person => Some(*id),
            _ => round_of(live, world),
        }
    };
    if let Some(about) = subject.as_ref().and_then(asked) {
        let detail = "Questions and what is open, as a workbook that is filled in and read back (:import).";
        let row = more(&format!("Sheet to fill in  {} …", named(about, world)), detail, ask_to_fill(about, world));
        entries.insert(entries.iter().take_while(|e| e.preferred).count(), row);
    }
    let days = "Interviews, promises and due days for a calendar, with invitations and reminders.";
    entries.push(more("Calendar …", days, ask_everything("calendar", "ics", world)));
    let (rows, places) = entries.into_iter().map(|e| (e.row, e.place)).unzip();
    let title = format!("Write a paper{} (type to narrow)", for_whom(cut));
    Box::new(MenuPane::new(Menu::list(title, rows, AfterChoice::Go(places))))
}

/// What a question says of readers who do not see all.
pub fn for_whom(cut: Cut) -> &'static str {
    match cut {
        Cut::Full => "",
        Cut::Limited => " for a limited circle",
        Cut::Public => " for the public",
    }
}

/// Papers are for whom the chosen row says, from now on.
pub fn meant_for(row: Option<usize>, subject: Option<Id>) -> Vec<Effect> {
    let cut = row.and_then(|row| Cut::ALL.get(row));
    let kept = |cut: &Cut| vec![Effect::Keep(READERS.into(), cut.label().into()), Effect::Go(Place::Papers(subject))];
    cut.map(kept).unwrap_or_default()
}

/// Asks for whom papers are.
pub fn ask_for_whom(subject: Option<Id>, world: &World) -> Menu {
    let detail = |cut: Cut| match cut {
        Cut::Full => "All facts: for a regulator, a certification body, the management.",
        Cut::Limited => "Without secret fields: for a customer or a partner.",
        Cut::Public => "Without secret fields: for everybody.",
    };
    let row = |cut: &Cut| MenuRow { label: cut.label().into(), detail: detail(*cut).into(), ..MenuRow::default() };
    let at = Cut::ALL.iter().position(|cut| *cut == world.readers()).unwrap_or(0);
    let rows = Cut::ALL.iter().map(row).collect();
    Menu { at, ..Menu::list("Papers are for whom?", rows, AfterChoice::ForWhom(subject)) }
}

/// Papers are printed on the sheet of the chosen row, from now on.
pub fn printed_on(row: Option<usize>, subject: Option<Id>) -> Vec<Effect> {
    let size = row.and_then(|row| PaperSize::ALL.get(row));
    let kept =
        |size: &PaperSize| vec![Effect::Keep(SHEET.into(), size.word().into()), Effect::Go(Place::Papers(subject))];
    size.map(kept).unwrap_or_default()
}

/// Asks on which sheet papers are printed.
pub fn ask_sheet(subject: Option<Id>, world: &World) -> Menu {
    let row = |size: &PaperSize| MenuRow { label: size.label().into(), ..MenuRow::default() };
    let at = PaperSize::ALL.iter().position(|size| *size == world.paper_size()).unwrap_or(0);
    let rows = PaperSize::ALL.iter().map(row).collect();
    Menu { at, ..Menu::list("Papers are printed on which sheet?", rows, AfterChoice::OnSheet(subject)) }
}

/// Asks for the file of everything.
fn ask_everything(name: &str, ending: &str, world: &World) -> Place {
    let name = format!("{name}-{}.{ending}", world.now.date());
    let help = format!("The ending chooses: {}.", Outlet::told(ExportReach::Everything));
    Prompt::with("Everything: file name", help, name, AfterText::Make(Output::Everything))
}

/// Asks for the file of a workbook to fill in.
fn ask_to_fill(about: Id, world: &World) -> Place {
    let name = format!("ask-{}-{}.xlsx", about.to_string().to_lowercase(), world.now.date());
    let help = "Cells have drop-downs; rows are known again by their id. :import reads it back as differences.";
    Prompt::with("Sheet to fill in: file name", help, name, AfterText::Make(Output::Asking(about)))
}

/// Asks for the file of an evidence pack.
fn ask_pack(about: Option<Id>, world: &World) -> Place {
    let of = about.map(|id| format!("-{}", id.to_string().to_lowercase())).unwrap_or_default();
    let name = format!("pack{of}-{}.zip", world.now.date());
    let help = "A zip file that is read with a browser: index.html leads to all of it. In the shell: aims bundle.";
    Prompt::with("Evidence pack: file name", help, name, AfterText::Make(Output::Bundle(about)))
}

/// Where it is asked which paper is to be issued.
pub fn which_to_issue(subject: Option<Id>, _world: &World) -> Place {
    Place::PaperToIssue(subject)
}

/// The papers that can be issued now.
pub fn to_issue(subject: Option<Id>, world: &World) -> Menu {
    let all = PaperKind::ALL.iter().flat_map(|kind| entries_of(*kind, subject, world, Lead::Issue));
    let mut entries: Vec<PaperRow> = all.collect();
    entries.sort_by_key(|e| !e.preferred);
    let (rows, places) = entries.into_iter().map(|e| (e.row, e.place)).unzip();
    Menu::list("Issue which paper? (type to narrow)", rows, AfterChoice::Go(places))
}

/// A row for each record about which this paper was issued, the latest issues first.
fn issued_of(kind: PaperKind, subject: Option<Id>, world: &World) -> Vec<PaperRow> {
    let view = world.view();
    let of_kind = |r: &&Record| issued::Paper::of(r, issued::PAPER) == Some(kind.issued());
    let mut abouts: Vec<Id> = Vec::new();
    for about in world.records.all(Kind::IssuedPaper).rev().filter(of_kind).filter_map(|r| r.one(issued::SUBJECT)) {
        if !abouts.contains(&about) {
            abouts.push(about);
        }
    }
    let own = subject.and_then(|id| self::about(kind.needs(), id, world));
    let row = |about: &Id| {
        let last = issued::issues(view, kind.issued(), *about).last().map(|r| issued::told(view, r));
        let of = if kind.needs() == Needs::Nothing { String::new() } else { format!("  {}", named(*about, world)) };
        let detail = format!("issued: version {}", last.unwrap_or_default());
        let row = MenuRow { label: format!("{}{of}", kind.title()), detail, ..MenuRow::default() };
        PaperRow { row, place: issuing::issues(kind, *about, world), preferred: own == Some(*about) }
    };
    abouts.iter().take(ROUNDS).map(row).collect()
}

/// One row of the menu and what it leads to.
struct PaperRow {
    row: MenuRow,
    place: Place,
    /// It is about what the person was looking at.
    preferred: bool,
}

fn entries_of(kind: PaperKind, subject: Option<Id>, world: &World, lead: Lead) -> Vec<PaperRow> {
    let Some(wanted) = kind.needs().kind() else { return vec![entry(kind, None, false, world, lead)] };
    let about = subject.and_then(|id| about(kind.needs(), id, world));
    let refused = about.and_then(|id| world.records.live(id)).and_then(|r| document::refusal(kind, r));
    let mut entries = match (about, refused) {
        (Some(id), None) => return vec![entry(kind, Some(id), true, world, lead)],
        // It is said why, rather than another round taken in silence.
        (Some(id), Some(_)) => {
            let mut no = entry(kind, Some(id), false, world, lead);
            let typ = world.records.get(id).map_or(String::new(), |r| world.view().cell(r, round::TYPE));
            no.row.detail = format!("not for a round of this type: {typ}");
            vec![no]
        }
        (None, _) => Vec::new(),
    };
    let known: Vec<Id> = candidates(kind, wanted, world);
    match (kind.needs(), known.len()) {
        (_, 0) => {}
        (Needs::Round, n) => {
            entries.extend(known.iter().take(ROUNDS).map(|id| entry(kind, Some(*id), false, world, lead)));
            if n > ROUNDS {
                entries.push(which(kind, lead));
            }
        }
        (_, 1) => entries.push(entry(kind, Some(known[0]), false, world, lead)),
        _ => entries.push(which(kind, lead)),
    }
    entries
}

/// The latest first; of rounds those of the type that the paper is about.
fn candidates(kind: PaperKind, wanted: Kind, world: &World) -> Vec<Id> {
    match wanted {
        Kind::Round => document::rounds(kind, world.view()).iter().map(|r| r.id).collect(),
        _ => world.records.all(wanted).rev().map(|r| r.id).collect(),
    }
}

/// What a paper that needs a round, an interview or a finding is about when this record was looked at.
fn about(needs: Needs, subject: Id, world: &World) -> Option<Id> {
    let record = world.records.live(subject)?;
    match needs {
        Needs::Nothing => None,
        Needs::Round => round_of(record, world),
        Needs::Interview => interview_of(record),
        Needs::Finding => (subject.kind == Kind::Finding).then_some(subject),
        Needs::Assessment => (subject.kind == Kind::Assessment).then_some(subject),
        Needs::System => (subject.kind == Kind::System).then_some(subject),
        Needs::Person => (subject.kind == Kind::Person).then_some(subject),
        Needs::Review => match subject.kind {
            Kind::ReviewInput => record.one(review_input::REVIEW),
            kind => (kind == Kind::Review).then_some(subject),
        },
        Needs::Programme => match subject.kind {
            Kind::ProgrammeArea => record.one(programme_area::PROGRAMME),
            kind => (kind == Kind::Programme).then_some(subject),
        },
    }
    .filter(|id| world.records.live(*id).is_some())
}

fn round_of(record: &Record, world: &World) -> Option<Id> {
    match record.id.kind {
        Kind::Round => Some(record.id),
        Kind::Interview => record.one(interview::ROUND),
        Kind::Answer => answer::round_of(&world.records, record),
        Kind::Finding => record.one(finding::ROUND),
        _ => None,
    }
}
fn interview_of(record: &Record) -> Option<Id> {
    match record.id.kind {
        Kind::Interview => Some(record.id),
        Kind::Answer => record.one(answer::INTERVIEW),
        _ => None,
    }
}

fn entry(kind: PaperKind, subject: Option<Id>, preferred: bool, world: &World, lead: Lead) -> PaperRow {
    let of = subject.map(|id| format!("  {}", named(id, world))).unwrap_or_default();
    let row = MenuRow { label: format!("{}{of}", kind.title()), detail: kind.help().into(), ..MenuRow::default() };
    PaperRow { row, place: led(lead, kind, subject, world), preferred }
}

/// A row behind which one record is chosen from many.
fn which(kind: PaperKind, lead: Lead) -> PaperRow {
    let label = format!("{}  choose the {} …", kind.title(), needed(kind));
    let row = MenuRow { label, detail: kind.help().into(), ..MenuRow::default() };
    PaperRow { row, place: Place::PaperAbout(kind, lead), preferred: false }
}

/// What a paper is about.
fn needed(kind: PaperKind) -> &'static str {
    kind.needs().kind().map_or("", |k| k.spec().name)
}

/// The records that a paper can be about.
pub fn about_which(kind: PaperKind, lead: Lead, world: &World) -> Menu {
    let known = kind.needs().kind().map(|wanted| candidates(kind, wanted, world)).unwrap_or_default();
    let row = |id: &Id| {
        let state = world.records.get(*id).map(|r| (r.id.kind.spec().detail)(world.view(), r)).unwrap_or_default();
        MenuRow { label: world.records.name(*id), detail: state, id: Some(*id), ..MenuRow::default() }
    };
    let title = format!("{}: which {}? (type to narrow)", kind.title(), needed(kind));
    Menu::list(title, known.iter().map(row).collect(), AfterChoice::Paper(kind, lead))
}

/// Why a paper is not made: a draft about a record that it is not for.
pub fn refused(output: &Output, world: &World) -> Option<String> {
    let Output::Paper(paper) = output else { return None };
    let subject = paper.subject.filter(|_| paper.issued.is_none())?;
    document::refusal(PaperKind::of(&paper.kind)?, world.records.live(subject)?)
}

fn named(id: Id, world: &World) -> String {
    match world.records.name(id) {
        name if name.starts_with(&id.to_string()) => name,
        name => format!("{id} {name}"),
    }
}

/// What is said of the endings where a file is asked for.
pub fn endings() -> String {
    format!("The ending chooses the format: {}.", Format::told())
}

/// Asks for a template.
fn ask_template() -> Place {
    let help = "Path of a file NAME.paper. Tab completes. A wrong line is named with its reason.";
    Prompt::ask("By which template", help, AfterText::Template)
}

/// Asks for the file of the paper that a template makes.
pub fn by_template(template: &Path, world: &World) -> Result<Place, String> {
    let kind = template.to_string_lossy().into_owned();
    let Some(name) = template.file_stem().filter(|_| document::template::is_one(&kind)) else {
        return Err(format!("a template is called NAME.{}", document::template::ENDING));
    };
    let cut = world.readers();
    let name = format!("{}-{}.docx", name.to_string_lossy(), world.now.date());
    let title = format!("By {}{}: file name", shown_line(&kind), for_whom(cut));
    let wanted = WantedPaper { cut, ..WantedPaper::draft(&kind, None) };
    Ok(Prompt::with(title, endings(), name, AfterText::Make(Output::Paper(wanted))))
}

/// The file name, ready to be taken with Enter.
fn ask_path(kind: PaperKind, subject: Option<Id>, world: &World) -> Place {
    let of = subject.map(|id| format!("-{}", id.to_string().to_lowercase())).unwrap_or_default();
    let cut = world.readers();
    let readers = if cut == Cut::Full { String::new() } else { format!("-{}", cut.label()) };
    let name = format!("{}{of}{readers}-{}.md", kind.id(), world.now.date());
    let whom = for_whom(cut);
    let title = match subject {
        Some(id) => format!("{} of {}{whom}: file name", kind.title(), named(id, world)),
        None => format!("{}{whom}: file name", kind.title()),
    };
    let help = endings();
    let wanted = WantedPaper { cut, ..WantedPaper::draft(kind.id(), subject) };
    Prompt::with(title, help, name, AfterText::Make(Output::Paper(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::Command,
        panes::{
            answering,
            testing::{draw_at_all_sizes, empty, halden, run, text, type_text},
        },
        ui::Effect,
    };

    fn prompt_after(pane: &mut dyn Pane, world: &World, typed: &str) -> Prompt {
        type_text(pane, world, typed);
        let effects = run(pane, world, Command::Accept);
        let place = effects.into_iter().find_map(|e| if let Effect::Go(place) = e { Some(place) } else { None });
        let Some(Place::Prompt(prompt)) = place else { panic!("{place:?}") };
        prompt
    }

    #[test]
    fn a_template_is_asked_for_by_its_ending_and_then_the_file() {
        let world = halden();
        let Err(why) = by_template(Path::new("note.txt"), &world) else { panic!() };
        assert!(why.contains("NAME.paper"), "{why}");
        let Ok(Place::Prompt(prompt)) = by_template(Path::new("x/board.paper"), &world) else { panic!() };
        assert_eq!(prompt.text, "board-2026-11-24.docx");
        let wanted = WantedPaper::draft("x/board.paper", None);
        assert!(matches!(prompt.then, AfterText::Make(Output::Paper(ref paper)) if *paper == wanted));
    }

    #[test]
    fn a_paper_about_everything_takes_two_steps() {
        let mut world = halden();
        let mut pane = menu(None, &world);
        draw_at_all_sizes(&*pane, &mut world);
        let prompt = prompt_after(&mut *pane, &world, "applicability");
        assert_eq!(prompt.text, "soa-2026-11-24.md");
        assert!(
            matches!(prompt.then, AfterText::Make(Output::Paper(ref paper)) if *paper == WantedPaper::draft("soa", None))
        );
    }

    #[test]
    fn what_was_looked_at_is_what_the_paper_is_about() {
        let world = halden();
        let answer = world.records.all(Kind::Answer).next_back().unwrap().clone();
        let (interview, round) = (answer.one(answer::INTERVIEW), answer::round_of(&world.records, &answer));
        let prompt = prompt_after(&mut *menu(Some(answer.id), &world), &world, "recap");
        assert!(matches!(prompt.then, AfterText::Make(Output::Paper(ref paper)) if paper.subject == interview));
        let prompt = prompt_after(&mut *menu(Some(answer.id), &world), &world, "audit report");
        assert!(matches!(prompt.then, AfterText::Make(Output::Paper(ref paper)) if paper.subject == round));
        let finding = world.records.single(Kind::Finding).unwrap().id;
        let prompt = prompt_after(&mut *menu(Some(finding), &world), &world, "finding sheet");
        assert!(matches!(prompt.then, AfterText::Make(Output::Paper(ref paper)) if paper.subject == Some(finding)));
        let name = finding.to_string().to_lowercase();
        assert_eq!(prompt.text, format!("finding-{name}-2026-11-24.md"));
    }

    #[test]
    fn a_round_of_the_other_type_is_refused_with_the_right_paper() {
        let mut world = halden();
        let is_audit = |r: &&Record| round::Type::of(r, round::TYPE) == Some(round::Type::Audit);
        let audit = world.records.all(Kind::Round).rfind(is_audit).unwrap().clone();
        let gap = Record::new(world.records.next_id(Kind::Round)).with(round::TYPE, round::Type::Gap.value());
        world.records.put([gap.clone()]);
        let mut pane = menu(Some(gap.id), &world);
        let prompt = prompt_after(&mut *pane, &world, &format!("audit report {}", gap.id));
        let why = answering::typed(&prompt.then, "a.md", &world).unwrap_err();
        assert_eq!(why, format!("{} is a gap analysis: its paper is the gap report, not the audit report", gap.id));
        assert!(text(&*menu(Some(gap.id), &world), &world, (140, 40)).contains("not for a round of this type: gap"));
        let prompt = prompt_after(&mut *menu(Some(gap.id), &world), &world, "gap report");
        assert!(matches!(prompt.then, AfterText::Make(Output::Paper(ref paper)) if paper.subject == Some(gap.id)));
        // Without a round in sight only those of the right type are offered.
        let prompt = prompt_after(&mut *menu(None, &world), &world, "audit report");
        assert!(matches!(prompt.then, AfterText::Make(Output::Paper(ref paper)) if paper.subject == Some(audit.id)));
    }

    #[test]
    fn papers_that_have_no_subject_in_this_file_are_not_offered() {
        let world = empty();
        let seen = text(&*menu(None, &world), &world, (100, 30));
        assert!(seen.contains("Statement of Applicability") && !seen.contains("Gap report"), "{seen}");
    }

    #[test]
    fn the_menu_of_papers_does_not_grow_with_the_findings() {
        use crate::domain::looked;
        let looks = |n: u32| {
            let mut world = halden();
            let title =
                |i| Record::new(Id::new(Kind::Finding, i)).with(finding::TITLE, crate::domain::Value::text("x"));
            world.records.load(Kind::Finding, (1..=n).map(title).collect());
            let opened = looked::during(|| drop(menu(None, &world)));
            let first = Place::PaperAbout(PaperKind::of("finding").unwrap(), Lead::Write);
            let pane = &mut *crate::panes::open(&first, &world);
            let prompt = prompt_after(pane, &world, "F-002");
            let second = Some(Id::new(Kind::Finding, 2));
            assert!(matches!(prompt.then, AfterText::Make(Output::Paper(ref p)) if p.subject == second));
            opened
        };
        let (few, many) = (looks(100), looks(1_000));
        assert!(many <= few + 2 * 1_000 && many < 6_000, "{few} and {many}");
    }
}
