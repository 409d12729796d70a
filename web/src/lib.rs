//! Shared parts of both web entries.
