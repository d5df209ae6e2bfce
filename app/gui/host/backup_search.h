// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/work_host.h"

#include <atomic>

namespace cairn::gui {

// A backup that lies in a folder.
struct FoundBackup
{
    FilePath folder;
    qint64 versions = 0;
    qint64 newest = 0;    // unix s
    std::string prefix{}; // of its files; empty: not said
    bool operator==(const FoundBackup &) const = default;
};

// Looks through drives and folders for backups, in a thread of its own: for somebody who has only
// them and a passphrase.
class BackupSearch final : public QObject
{
    Q_OBJECT
public:
    explicit BackupSearch(WorkHost::World world, QObject *parent = nullptr);

    void stop(); // any thread

public Q_SLOTS:
    // A few folders deep; ends by itself after some seconds of looking at each place.
    void search(const std::vector<FilePath> &places);

Q_SIGNALS:
    void found(const cairn::gui::FoundBackup &backup);
    void ended();

private:
    void look(const FilePath &place, const CancelToken &cancel);
    [[nodiscard]] std::vector<FoundBackup> backupsIn(const FilePath &folder,
                                                     const CancelToken &cancel);

    WorkHost::World m_world;
    std::mutex m_mutex;
    std::shared_ptr<CancelToken> m_cancel;
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(cairn::gui::FoundBackup)
