// SPDX-License-Identifier: MIT
// What every front end says about a failure: what happened, whether the files are safe, what helps.
#pragma once

#include "core/base/error.h"
#include "core/config/run_store.h"

#include <QString>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// What a window can do about it with one click.
enum class Remedy : std::uint8_t {
    BackUpNow,
    ShowFiles, // those that it is about
    OpenRestore,
    EnterPassphrase,
    Repair,        // of what is stored
    RebuildList,   // of versions, from the destination
    CloseSettings, // to other users
    SkipFiles,     // those that it is about, from now on
    SkipKind,      // all of their kind, *.iso
    DoNotWarn,     // about these again
    SourceMoved,   // it is at another place now
    SourceGone,    // for good
    TryAgain,      // to use the settings
    Edit,          // how the backup is set up
    ClockIsRight,  // old versions may go by it
    Unlock,        // the key store of the desktop
    FreeSpace,     // what a stricter rule about versions would free
    OtherPlace,    // for the copies
    RightPlace,    // where they are
    TestPlace,     // whether it can be written and read
    UseThatBackup, // that is at the place already
    WorkingFolder, // another one
    SaveAnyway,    // that there are no files any more
    ShowLog
};

// A failure or an open problem, for whoever tells a person about it.
struct Trouble
{
    std::string code; // of the table, "DEST_FULL", or one that it does not know
    QString details;  // what was said where it happened; technical
    qint64 count = 0; // files or the like that it is about; 0: not known
                      // Of SOURCE_EMPTY: files of the last version, where no new one was made.
    std::string path; // of the first, raw bytes
    QString backup;   // name; empty: not known
    QString drive;    // label
    qint64 time = 0;  // unix s, when it was met last; 0: not known
    bool operator==(const Trouble &) const = default;
};
[[nodiscard]] Trouble troubleOf(const Error &error);
[[nodiscard]] Trouble troubleOf(const RunMessage &message);

enum class FrontEnd : std::uint8_t { Window, CommandLine };

struct ErrorTexts
{
    QString title;   // without a full stop
    QString meaning; // are the files safe?
    QString remedy;  // a sentence; on the command line empty where `details` say it
    std::vector<Remedy> actions;
    QString details;
};
[[nodiscard]] ErrorTexts errorTexts(const Trouble &trouble, FrontEnd front);
// On one line, for places without room: title, and what was said if the title does not tell.
[[nodiscard]] QString shortErrorText(const Trouble &trouble);
// For places with room for a paragraph: title, meaning, remedy; in words without technical ones.
[[nodiscard]] QString windowText(const Error &error);

// Whether a title says more than the failure's own message, which may come from anywhere: that of a
// wrong argument does not.
[[nodiscard]] bool hasOwnTitle(const Error &error);

// All files of the kind of this one, in the language of rules: "*.iso". Empty: it is of none.
[[nodiscard]] std::string kindPattern(std::string_view path);

// All codes of the table.
[[nodiscard]] std::vector<std::string_view> errorTableCodes();

} // namespace cairn
