//! Who is asking: desk users by their sign-in, customers by what they have proved.
//!
//! One browser may hold both at once, so a request says which of its faces it shows. What each may do is asked
//! in [`access`] and, for commands, of the domain; handlers never look at a role.

pub mod access;
pub mod caller;
pub mod cookie;
pub mod grants;
pub mod origin;
pub mod password;
pub mod source;

pub use caller::{Caller, Face};
pub use grants::Grants;

use crate::store::{Store, StoreFault};
use axum_login::{AuthUser, AuthnBackend};
use books::staff::UserRow;
use domain::actor::{Actor, Role};
use domain::id::UserId;
use uuid::Uuid;

/// A desk user who has signed in.
#[derive(Clone, Debug)]
pub struct DeskUser(pub UserRow);

impl DeskUser {
    /// Them, as an actor. `None` for a role nobody signs in with.
    pub fn actor(&self) -> Option<Actor> {
        let user = UserId(self.0.user_id);
        match self.0.role {
            Role::Agent => Some(Actor::Agent(user)),
            Role::Supervisor => Some(Actor::Supervisor(user)),
            Role::Admin => Some(Actor::Admin(user)),
            Role::Customer | Role::System => None,
        }
    }
}

impl AuthUser for DeskUser {
    type Id = Uuid;

    fn id(&self) -> Uuid {
        self.0.user_id
    }

    /// A new password ends every session that was opened with the old one.
    fn session_auth_hash(&self) -> &[u8] {
        self.0.password_hash.as_bytes()
    }
}

/// A name and a password, as typed.
#[derive(Clone)]
pub struct Credentials {
    /// The name they sign in with.
    pub name: String,
    /// The password.
    pub password: String,
}

/// Why nobody can say whether a sign-in is right.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DeskFault {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The books failed.
    #[error(transparent)]
    Books(#[from] books::Fault),
    /// Too many are being tried.
    #[error(transparent)]
    Busy(#[from] password::Busy),
}

/// Desk users, as the session layer asks for them.
#[derive(Clone, Debug)]
pub struct Desk(pub Store);

/// The session of a request.
pub type DeskSession = axum_login::AuthSession<Desk>;

impl AuthnBackend for Desk {
    type User = DeskUser;
    type Credentials = Credentials;
    type Error = DeskFault;

    async fn authenticate(&self, typed: Credentials) -> Result<Option<DeskUser>, DeskFault> {
        let user = self.0.user_by_name(&typed.name).await?.filter(|user| !user.is_disabled);
        let hash = user.as_ref().map(|user| user.password_hash.clone());
        let is_right = password::check(typed.password, hash).await?;
        Ok(user.filter(|_| is_right).map(DeskUser))
    }

    async fn get_user(&self, user_id: &Uuid) -> Result<Option<DeskUser>, DeskFault> {
        let user = self.0.user(*user_id).await?;
        Ok(user.filter(|user| !user.is_disabled).map(DeskUser))
    }
}
