// SPDX-License-Identifier: MIT
#include "app/cli/commands/jobs_import_text.h"

#include "app/cli/commands/jobs_text.h"
#include "app/cli/report_json.h"
#include "core/base/text.h"

#include <QJsonArray>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

QLatin1String headOf(ImportNote::Kind kind)
{
    switch (kind) {
    case ImportNote::Kind::LeftOut:
        return "not taken over: "_L1;
    case ImportNote::Kind::NoEffect:
        return "kept, but idle: "_L1;
    case ImportNote::Kind::Remark:
        break;
    }
    return "note:           "_L1;
}

QLatin1String kindName(ImportNote::Kind kind)
{
    switch (kind) {
    case ImportNote::Kind::LeftOut:
        return "LeftOut"_L1;
    case ImportNote::Kind::NoEffect:
        return "NoEffect"_L1;
    case ImportNote::Kind::Remark:
        break;
    }
    return "Remark"_L1;
}

} // namespace

QStringList importLines(const ImportedJob &job)
{
    QStringList lines = settingLines(job.job);
    QStringList kinds;
    for (const auto &[kind, secret] : job.secrets)
        kinds << toQString(kind);
    if (!kinds.isEmpty())
        lines << u"Secrets:      "_s % kinds.join(u", "_s);
    if (job.lacksPassphrase())
        lines << u"Secrets:      its passphrase did not come with it"_s;
    for (const auto kind :
         {ImportNote::Kind::Remark, ImportNote::Kind::NoEffect, ImportNote::Kind::LeftOut})
        for (const ImportNote &note : job.notes)
            if (note.kind == kind)
                lines << u"  "_s % headOf(kind) % note.what % u": "_s % note.why;
    for (const auto &[name, value] : job.scripts)
        lines << u"  to be confirmed: --"_s % toQString(name) % u'=' % displayText(value);
    if (!job.obstacle.isEmpty())
        lines << u"  cannot be set up: "_s % job.obstacle;
    return lines;
}

QJsonObject importToJson(const ImportedJob &job)
{
    QJsonObject object = jobToJson(job.job, {});
    QJsonArray secrets;
    for (const auto &[kind, secret] : job.secrets)
        secrets.append(toQString(kind));
    QJsonArray notes;
    for (const ImportNote &note : job.notes)
        notes.append(QJsonObject{{u"Kind"_s, QString(kindName(note.kind))},
                                 {u"What"_s, note.what},
                                 {u"Why"_s, note.why}});
    QJsonObject scripts;
    for (const auto &[name, value] : job.scripts)
        scripts[toQString(name)] = jsonPath(value);
    object[u"Secrets"_s] = secrets;
    object[u"Notes"_s] = notes;
    object[u"Scripts"_s] = scripts;
    object[u"Obstacle"_s] = job.obstacle.isEmpty() ? QJsonValue() : QJsonValue(job.obstacle);
    return object;
}

} // namespace cairn::cli
