// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/secret.h"
#include "core/config/foreign_job.h"
#include "core/config/job_config.h"

#include <QStringList>

#include <map>
#include <string>
#include <vector>

namespace cairn {

// What stands for %NAME%, $NAME and ${NAME} in paths and filters, and for the local time.
struct ImportPlaces
{
    std::map<std::string, std::string, std::less<>>
        names; // "MY_DOCUMENTS" -> "/home/ada/Documents"
    QTimeZone zone = QTimeZone::systemTimeZone();
    [[nodiscard]] static ImportPlaces fromSystem(); // special folders and the environment
};

// Something of a job that is not here as it was there.
struct ImportNote
{
    enum class Kind : std::uint8_t {
        LeftOut,  // not taken over
        NoEffect, // taken over, but this program does nothing with it
        Remark    // taken over; there is something to know about it
    };
    Kind kind = Kind::LeftOut;
    QString what; // "--send-mail-to", a path
    QString why;  // a sentence
    bool operator==(const ImportNote &) const = default;
};

struct ImportedJob
{
    JobConfig job;                         // an id only if this program exported it
    std::map<std::string, Secret> secrets; // that came with it, by their kind in the key store
    std::vector<ImportNote> notes;
    // What would start programs of somebody's choice or lower the guard (S8), by option name. Not
    // in `job`: see allowScripts().
    std::map<std::string, std::string> scripts;
    QString obstacle; // why it cannot be set up here; empty: it can

    // Encrypted, and its passphrase did not come with it.
    [[nodiscard]] bool lacksPassphrase() const
    {
        return job.encrypted && !secrets.contains("passphrase");
    }
};

// Every job in an export: JSON of Duplicati or of this program, its list of arguments as JSON, a
// command line. Pure. Fails with ImportUnreadable if it is none of these, and with ImportEncrypted
// for an encrypted one.
[[nodiscard]] Result<std::vector<ImportedJob>> readJobs(ByteView text, const ImportPlaces &places);
inline constexpr std::size_t kLargestExport = 4U << 20; // bytes

// Judges one job.
[[nodiscard]] ImportedJob takeOver(ForeignJob foreign, const ImportPlaces &places);
// The same for a member of an export, with this program's own fields if it has them.
[[nodiscard]] ImportedJob takeOver(const QJsonObject &task, const ImportPlaces &places);

// After a person has confirmed them.
void allowScripts(ImportedJob &job);

// Makes it one of the jobs here: an id, a name that is free, a schedule that begins now; not a
// second one for a destination, which is an obstacle. What has none is added to `known`.
void fitIn(std::vector<JobConfig> &known, ImportedJob &imported, Random &random, std::int64_t now);

// The name, or with " (2)" and so on behind it if it is taken (in any case).
[[nodiscard]] QString freeName(const QString &name, const QStringList &taken);

} // namespace cairn
