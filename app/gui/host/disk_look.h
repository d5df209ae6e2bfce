// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/file_layer.h"
#include "core/config/job_config.h"
#include "core/engine/catalog_values.h"

#include <QMetaType>
#include <QObject>

#include <atomic>
#include <string>
#include <vector>

namespace cairn::gui {

// What is at the place of a file of a version now, by size and date.
enum class OnDisk : quint8 {
    Unknown, // not looked at, or no place that this computer could have
    Same,
    Changed,
    Missing,
    Skipped, // it is there, and the rules leave it out by now
    Unreadable,
};

struct DiskQuestion
{
    std::string path; // raw, as the catalog has it
    CatalogType type = CatalogType::File;
    qint64 size = -1; // bytes; -1 unknown
    qint64 mtime = 0; // ns; 0 unknown
};

struct DiskAnswer
{
    std::string path;
    OnDisk state = OnDisk::Unknown;
};

// Looks at files for the list of a version, in a thread of its own: a share that has gone may let
// one wait for minutes.
class DiskLook final : public QObject
{
    Q_OBJECT
public:
    explicit DiskLook(FileLayer &files, QObject *parent = nullptr);

    // Any thread: of what was asked before, nothing is of interest any more.
    void stop() { ++m_order; }
    // In the thread of the one who asks, before look().
    [[nodiscard]] quint64 order() const { return m_order; }

public Q_SLOTS:
    void look(quint64 order, const JobConfig &job,
              const std::vector<cairn::gui::DiskQuestion> &questions);

Q_SIGNALS:
    void looked(quint64 order, const std::vector<cairn::gui::DiskAnswer> &answers);

private:
    FileLayer &m_files;
    std::atomic<quint64> m_order = 0;
};

} // namespace cairn::gui

Q_DECLARE_METATYPE(std::vector<cairn::gui::DiskAnswer>)
