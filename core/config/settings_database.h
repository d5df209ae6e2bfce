// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/sqlite/database.h"

#include <memory>
#include <optional>
#include <string>

namespace cairn {

// $XDG_CONFIG_HOME/cairn, else ~/.config/cairn.
[[nodiscard]] Result<FilePath> defaultSettingsFolder();
// $XDG_STATE_HOME/cairn, else ~/.local/state/cairn.
[[nodiscard]] Result<FilePath> defaultStateFolder();

// `settings.sqlite` in the settings folder: jobs, runs, problems and requests of one person, shared
// by all programs of hers (job_store.h and its like). A connection: one per thread.
class SettingsDatabase final
{
public:
    // Makes folder (0700) and file (0600) if they are missing. Fails with one of these ids:
    //   CONFIG_OPEN   other users can read or change them; closeToOthers() is the remedy
    //   CONFIG_NEWER  made by a newer program; nothing was touched
    // Where nothing can be written it opens for reading, see readOnlyReason(); only if there is
    // nothing to read either, that is the failure: CONFIG_READONLY.
    static Result<std::unique_ptr<SettingsDatabase>> open(FileLayer &files, const FilePath &folder);

    // CONFIG_READONLY, and why nothing can be saved.
    [[nodiscard]] const std::optional<Error> &readOnlyReason() const { return m_readOnly; }
    [[nodiscard]] const FilePath &folder() const { return m_folder; }
    [[nodiscard]] Database &database() { return *m_database; }

    // Whether a newer program has changed their form since: what is open may be used on, but none
    // can open them anew (CONFIG_NEWER).
    Result<bool> isNewer();

    // Changes whenever another connection has changed something.
    Result<std::int64_t> dataVersion();

    // Single values; none: never set.
    Result<std::optional<std::string>> value(std::string_view key);
    Result<> setValue(std::string_view key, std::string_view value);

    // Until when (unix s) no run is to begin by itself; none: not paused.
    Result<std::optional<std::int64_t>> pausedUntil();
    Result<> setPausedUntil(std::optional<std::int64_t> time);

private:
    SettingsDatabase(FilePath folder, std::unique_ptr<Database> database);
    FilePath m_folder;
    std::unique_ptr<Database> m_database;
    std::optional<Error> m_readOnly;
};

[[nodiscard]] FilePath settingsFile(const FilePath &folder);

// The remedy for CONFIG_OPEN: takes the rights of others away from the folder and what is ours in
// it.
Result<> closeToOthers(FileLayer &files, const FilePath &folder);

} // namespace cairn
