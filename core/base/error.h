// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace cairn {

// What the caller can do about a failure; the text says it to a person.
enum class ErrorCode : std::uint8_t {
    Cancelled,         // a stop or an abort was asked for
    NotFound,          // the named thing is proven absent
    AlreadyExists,     // the name is taken
    AccessDenied,      // rights are missing
    ReadOnly,          // the medium or handle does not allow changes
    NoSpace,           // disk or quota full
    Io,                // the operating system reported a read or write failure
    Corrupt,           // data does not agree with its hash, size or format
    WrongPassphrase,   // header check of an encrypted volume failed
    MissingPassphrase, // encrypted, and none was given
    Unsupported,       // valid, but not something this program can do
    InvalidArgument,   // the user's input is wrong
    InUse,             // another process holds the job
    Stale,             // the local database does not describe this destination (R4)
    NeedsRepair,       // refused until `repair` or `recreate` was run
    Changed,           // a source changed while it was read
    Transient,         // worth another try
    Throttled,         // worth another try later
    Auth,              // credentials refused
    Internal           // our own invariant is broken
};

// One failure. `message` is a whole sentence for a person: what happened, what is safe, what to do.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QString id; // stable identifier for scripts, as Duplicati's "ErrorID" (engine.md §0.2); may be
                // empty
    QString detail;             // for the log only
    bool atDestination = false; // a call of the destination's backend failed

    // The same failure, said as part of something larger: "restoring /a/b: disk is full".
    [[nodiscard]] Error during(const QString &what) &&;
    [[nodiscard]] Error withId(const char *stableId) &&;
};

// Failure of a system call, from errno; `what` names the act and the object.
[[nodiscard]] Error errnoError(int errnoValue, const QString &what);

} // namespace cairn
