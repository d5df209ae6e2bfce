// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/text.h"
#include "core/db/job_database.h"
#include "tests/core/operations/test_compact_store.h"

#include <QStringList>

// What a rebuild is given, and what is compared of what it makes.
namespace cairn::test {

// A version as text, a line an entry: what must be the same in the rebuilt database.
inline QStringList entriesOf(JobDatabase &job, const VersionRow &version)
{
    QStringList lines;
    const Result<> walked =
        job.entries.walk(version.id, [&](const std::string &path, const EntryRow &row) -> Result<> {
            QString line =
                displayText(path) + QStringLiteral(" %1 %2").arg(row.size).arg(row.mtime);
            for (const StreamRef ref : {row.content, row.meta}) {
                if (ref == 0)
                    continue;
                CAIRN_LET(summary, job.streams.summary(ref));
                line += u' ' + QString::fromStdString(summary.hash.toHex());
            }
            lines.push_back(line);
            return {};
        });
    return walked ? lines : QStringList{walked.error().message};
}

inline QStringList versionsOf(JobDatabase &job)
{
    QStringList lines;
    const std::vector<VersionRow> versions = job.versions.visible().value();
    for (const VersionRow &version : versions) {
        lines.push_back(QStringLiteral("version %1 %2 %3 %4 %5")
                            .arg(version.time)
                            .arg(version.complete)
                            .arg(version.files)
                            .arg(version.entries)
                            .arg(version.bytes));
        lines += entriesOf(job, version);
    }
    return lines;
}

// Blocks with the name of their volume; volumes with state, size and links.
inline QStringList volumesOf(JobDatabase &job)
{
    QStringList lines;
    std::map<std::int64_t, QString> names;
    const std::vector<VolumeRow> volumes = job.volumes.all().value();
    for (const VolumeRow &volume : volumes) {
        names[volume.id] = QString::fromStdString(volume.name);
        lines.push_back(QStringLiteral("%1 %2 %3 %4")
                            .arg(names[volume.id])
                            .arg(int(volume.state))
                            .arg(volume.size)
                            .arg(volume.kind == VolumeKind::Dblock ? volume.contentBytes : 0));
    }
    for (const VolumeRow &volume : volumes) {
        const std::vector<std::int64_t> dblocks = job.volumes.dblocksOf(volume.id).value();
        for (const std::int64_t dblock : dblocks)
            lines.push_back(names[volume.id] + QStringLiteral(" -> ") + names[dblock]);
    }
    const Result<> visited = job.blocks.forEach([&](const BlockRow &block) -> Result<> {
        lines.push_back(QString::fromStdString(block.hash.toHex()) +
                        QStringLiteral(" %1 ").arg(block.size) + names[block.volume]);
        return {};
    });
    if (!visited)
        lines.push_back(visited.error().message);
    lines.sort();
    return lines;
}

// Three versions: files of many sizes, one that comes back, one that changes.
inline void fillStore(TestStore &store)
{
    TestStore::Files files{{"empty", ""},
                           {"small", "hello"},
                           {"block", store.noise(1024)},
                           {"lists", store.noise(40 * 1024)},
                           {"two", store.noise(1025)}};
    store.addVersion(files);
    const std::string gone = files["two"];
    files.erase("two");
    files["small"] = "changed";
    store.addVersion(files, false);
    files["two"] = gone;
    files["new"] = store.noise(5000);
    store.addVersion(files);
}

} // namespace cairn::test
