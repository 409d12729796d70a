//! The cases of this visit. A case belongs to the console and not to its page, so that what was begun on one is
//! finished although somebody has gone on to the next.

use super::store::CaseStore;
use crate::desk::Desk;
use domain::id::CaseId;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Every case looked at since signing in. They stay, so that what is on its way is sent although its page has gone,
/// and a case seen before is there at once.
#[derive(Clone, Copy)]
pub(crate) struct Cases {
    stores: StoredValue<BTreeMap<CaseId, CaseStore>>,
    owner: StoredValue<Option<Owner>>,
    desk: Desk,
}

impl Cases {
    /// Starts without cases and provides itself to everything below. Made at the root, which its cases outlive with.
    pub(crate) fn provide(desk: Desk) -> Self {
        let cases = Self {
            stores: StoredValue::new(BTreeMap::new()),
            owner: StoredValue::new(Owner::current()),
            desk,
        };
        provide_context(cases);
        cases
    }

    /// A case: the one looked at before and asked for again, or loaded now.
    pub(crate) fn open(self, id: CaseId) -> CaseStore {
        if let Some(store) = self.stores.with_value(|stores| stores.get(&id).copied()) {
            store.load();
            return store;
        }
        let make = || CaseStore::new(self.desk, id);
        let store = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        self.stores.update_value(|stores| {
            stores.insert(id, store);
        });
        store.load();
        store
    }
}
