//! The answers of a gap analysis as rows for the Statement of Applicability: proposed as differences, ticked, taken over
//! as one step.

use crate::{
    domain::{
        Id,
        kinds::round::{self, Type},
        takeover::{self, Proposal},
        veil,
    },
    ui::{
        AfterChoice, Effect, Place, RowsFor, World,
        place::{Menu, MenuRow},
    },
};

/// Why nothing can be taken over from this round.
pub fn refusal(id: Id, world: &World) -> Result<(), String> {
    if let Some(other) = veil::apart_from(world.today().records, id) {
        return Err(format!("{id} and {other} are judged apart; it is taken over when both are closed"));
    }
    match world.records.live(id).and_then(|r| Type::of(r, round::TYPE)) {
        Some(Type::Gap) => Ok(()),
        _ => Err("only the answers of a gap analysis are taken over; what an audit found becomes findings".into()),
    }
}

/// Shows what would change, with what fills an empty field ticked.
pub fn ask(id: Id, world: &World) -> Vec<Effect> {
    let proposals = takeover::proposals(world.view(), world.today(), id);
    if proposals.is_empty() {
        return vec![Effect::Say("the Statement of Applicability says already what this round found".into())];
    }
    let filling = proposals.iter().filter(|p| p.fills).count();
    let title = format!("{id} into the SoA: {filling} fill what is empty, {} differ", proposals.len() - filling);
    let rows = proposals.iter().map(|p| row(p, world)).collect();
    let menu = Menu { many: true, ..Menu::list(title, rows, AfterChoice::Rows(RowsFor::TakeOver)) };
    vec![Effect::Go(Place::Menu(menu))]
}

/// Takes the ticked rows over; they are computed again, so that what changed meanwhile is not overwritten by old news.
pub fn chosen(id: Id, rows: &[usize], world: &World) -> Vec<Effect> {
    let all = takeover::proposals(world.view(), world.today(), id);
    let picked: Vec<Proposal> = rows.iter().filter_map(|row| all.get(*row)).cloned().collect();
    if picked.is_empty() {
        return vec![Effect::Say("nothing was ticked, nothing is taken over".into())];
    }
    let change = takeover::taken(world.today(), id, &picked);
    let said =
        format!("{} values of {} controls taken over; one undo takes them back", picked.len(), change.edits.len());
    vec![Effect::Save(change), Effect::Say(said)]
}

/// `A.6.2.4 State: partly, was planned`.
fn row(proposal: &Proposal, world: &World) -> MenuRow {
    let view = world.today();
    let field = &proposal.item.kind.spec().fields[proposal.field];
    let (called, held) = (view.records.called(proposal.item), view.records.live(proposal.item));
    let shown = |value| {
        let record = held.cloned().unwrap_or_else(|| crate::domain::Record::new(proposal.item));
        let text = view.cell(&record.with(proposal.field, value), proposal.field);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let was = held.map_or(String::new(), |record| shown(record.value(proposal.field).clone()));
    let was = if was.is_empty() { String::new() } else { format!(", was {}", crate::shown::cut(&was, 24)) };
    MenuRow {
        label: format!("{called} {}: {}{was}", field.label, crate::shown::cut(&shown(proposal.value.clone()), 44)),
        detail: proposal.from.map_or(String::new(), |id| id.to_string()),
        ticked: proposal.fills,
        ..MenuRow::default()
    }
}
