// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/config/job_config.h"
#include "core/engine/catalog.h"

#include <QMetaType>
#include <QObject>

#include <atomic>
#include <optional>
#include <string>
#include <vector>

namespace cairn::gui {

// What is at the place of a file of a version now, by size and date, or by its content.
enum class OnDisk : quint8 {
    Unknown, // not looked at, or no place that this computer could have
    Same,
    Changed,
    Missing,
    Skipped, // it is there, and the rules leave it out by now
    Unreadable,
    Comparing, // its content was asked for
    SameContent,
    Moved, // not there, but the newest version has the same content at a place that is
};

struct DiskQuestion
{
    std::string path; // raw, as the catalog has it
    CatalogType type = CatalogType::File;
    qint64 size = -1;                  // bytes; -1 unknown
    qint64 mtime = 0;                  // ns; 0 unknown
    VersionId version = kEveryVersion; // for its content
};

struct DiskAnswer
{
    std::string path;
    OnDisk state = OnDisk::Unknown;
    QString where{}; // of one that was moved
};

// Looks at files for the list of a version, in a thread of its own: a share that has gone may let
// one wait for minutes.
class DiskLook final : public QObject
{
    Q_OBJECT
public:
    DiskLook(FileLayer &files, Random &random, QObject *parent = nullptr);

    // Any thread: of what was asked before, nothing is of interest any more.
    void stop() { ++m_order; }
    // In the thread of the one who asks, before look().
    [[nodiscard]] quint64 order() const { return m_order; }

public Q_SLOTS:
    void look(quint64 order, const JobConfig &job,
              const std::vector<cairn::gui::DiskQuestion> &questions);
    // By content, file by file: each is told when it is done.
    void compare(quint64 order, const JobConfig &job,
                 const std::vector<cairn::gui::DiskQuestion> &questions);

Q_SIGNALS:
    void looked(quint64 order, const std::vector<cairn::gui::DiskAnswer> &answers);

private:
    [[nodiscard]] DiskAnswer compareOne(quint64 order, Catalog &catalog,
                                        const DiskQuestion &question) const;
    // Nothing where it cannot be read, or is not of interest any more.
    [[nodiscard]] std::optional<Digest> hashOf(quint64 order, const std::string &path,
                                               HashAlgorithm algorithm) const;
    FileLayer &m_files;
    Random &m_random;
    std::atomic<quint64> m_order = 0;
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(std::vector<cairn::gui::DiskAnswer>)
