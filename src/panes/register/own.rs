//! An own column is added in the list that gets it.

use crate::{
    domain::{Kind, Value, kinds::own_column},
    ui::{AfterText, Effect, place::Prompt},
};

/// Asks what a new own column of the register is called; its page opens then, where it is said what it holds.
pub fn ask(kind: Kind) -> Effect {
    let spec = kind.spec();
    if spec.single || kind == Kind::OwnColumn {
        return Effect::Say(format!("{} get no own columns", spec.plural));
    }
    let help = "What stands over the column. Its page opens: text, a number, a day or one of a list.";
    let values = vec![(own_column::OF, Value::text(spec.table)), (own_column::SORT, own_column::Sort::Text.value())];
    let then = AfterText::Create { kind: Kind::OwnColumn, values, open: true };
    Effect::Go(Prompt::ask(format!("New own column of the {}: label", spec.plural), help, then))
}
