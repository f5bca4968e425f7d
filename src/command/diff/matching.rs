//! Which payloads of two rows belong together.

use super::known::{Ids, Known};
use super::sides::Side;
use std::collections::{BTreeMap, HashMap};

/// The indexes of two payloads that are compared, or of one that stands alone.
pub(super) type Match = (Option<usize>, Option<usize>);

/// The payloads at the same place of two files. What stands where the other file cannot be read has no counterpart that anybody
/// knows.
pub(super) fn by_place(before: &Side<'_>, after: &Side<'_>) -> Vec<Match> {
    let mut matches: BTreeMap<usize, Match> = BTreeMap::new();
    for (at, payload) in
        before.payloads.iter().enumerate().filter(|(_, payload)| !after.broken.contains(&payload.place))
    {
        matches.entry(payload.place).or_default().0 = Some(at);
    }
    for (at, payload) in
        after.payloads.iter().enumerate().filter(|(_, payload)| !before.broken.contains(&payload.place))
    {
        matches.entry(payload.place).or_default().1 = Some(at);
    }
    matches.into_values().collect()
}

/// How near to each other payloads of the same event must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nearness {
    Same,
    SameDelivery,
    Any,
}

/// The payloads of the same event, where every one names its event; else those of the same delivery, where every one names that.
/// Several deliveries of one event are matched by what they are first, then by their own id, then in order.
pub(super) fn by_id(before: &[Known<'_, '_>], after: &[Known<'_, '_>]) -> Option<Vec<Match>> {
    let ids = |row: &[Known<'_, '_>]| row.iter().map(|known| known.ids.clone()).collect::<Vec<Ids>>();
    let (old, new) = (ids(before), ids(after));
    let keys = |key: &dyn Fn(&Ids) -> Option<String>| {
        let all = |ids: &[Ids]| ids.iter().map(key).collect::<Option<Vec<String>>>();
        all(&old).zip(all(&new))
    };
    let by_event = keys(&|ids| ids.event.clone());
    let (old_keys, new_keys) = by_event.or_else(|| keys(&|ids| ids.delivery.clone()))?;
    let mut waiting: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, key) in new_keys.iter().enumerate() {
        waiting.entry(key).or_default().push(at);
    }
    let mut partners: Vec<Option<usize>> = vec![None; old.len()];
    for nearness in [Nearness::Same, Nearness::SameDelivery, Nearness::Any] {
        for (at, key) in old_keys.iter().enumerate().filter(|(at, _)| partners[*at].is_none()).collect::<Vec<_>>() {
            let Some(candidates) = waiting.get_mut(key.as_str()) else { continue };
            let fits = |other: &usize| match nearness {
                Nearness::Same => before[at].root().raw() == after[*other].root().raw(),
                Nearness::SameDelivery => old[at].delivery == new[*other].delivery,
                Nearness::Any => true,
            };
            if let Some(found) = candidates.iter().position(fits) {
                partners[at] = Some(candidates.remove(found));
            }
        }
    }
    let mut matches: Vec<Match> = partners.into_iter().enumerate().map(|(at, partner)| (Some(at), partner)).collect();
    let mut left: Vec<usize> = waiting.into_values().flatten().collect();
    left.sort_unstable();
    matches.extend(left.into_iter().map(|at| (None, Some(at))));
    Some(matches)
}
