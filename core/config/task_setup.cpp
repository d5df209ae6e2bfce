// SPDX-License-Identifier: MIT
#include "core/config/task_setup.h"

#include "core/base/text.h"
#include "core/config/foreign_job.h"
#include "core/config/import_rules.h"
#include "core/config/job_import.h"
#include "core/config/task_export.h"
#include "core/config/task_fields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kBom("\xef\xbb\xbf");
// Programs of another computer are not started here without a person's word (S8).
void leaveScriptsOut(TaskSetup &setup)
{
    std::erase_if(setup.job.options, [&setup](const auto &option) {
        const bool leftOut = isScript(option.first, option.second);
        if (leftOut)
            setup.leftOut << toQString(option.first);
        return leftOut;
    });
}

} // namespace

std::string writeTaskSetup(const JobConfig &job, const SkipPlaces &places)
{
    QJsonObject task = taskOf(job, places, DayNames::Short);
    QJsonObject own = task[u"Cairn"].toObject();
    own[u"Computer"] = QSysInfo::machineHostName();
    task[u"Cairn"] = own;
    const QJsonArray tasks{task};
    const QByteArray json = kBom.toByteArray() + QJsonDocument(tasks).toJson();
    return json.toStdString();
}

Result<TaskSetup> readTaskSetup(ByteView json)
{
    const auto damaged = [] {
        return fail(ErrorCode::Corrupt, "TaskSetupDamaged",
                    u"The settings that the backup holds are damaged."_s);
    };
    if (json.size() > kLargestTaskSetup)
        return damaged();
    QByteArray text(reinterpret_cast<const char *>(json.data()),
                    static_cast<qsizetype>(json.size()));
    if (text.startsWith(kBom))
        text.remove(0, kBom.size());
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QJsonObject task =
        document.isArray() ? document.array().at(0).toObject() : document.object();
    if (memberOf(task, "Backup"_L1).toObject().isEmpty())
        return damaged();
    TaskSetup setup;
    setup.isOurs = isOwnTask(task);
    if (setup.isOurs) { // by somebody who has the passphrase
        setup.job.name = memberOf(memberOf(task, "Backup"_L1).toObject(), "Name"_L1).toString();
        readOwnFields(task[u"Cairn"].toObject(), setup.job);
        setup.computer = memberOf(task[u"Cairn"].toObject(), "Computer"_L1).toString();
        leaveScriptsOut(setup);
        setup.job.unattended = false; // its secrets are not where a program finds them then
        return setup;
    }
    ForeignJob foreign = foreignJobOf(task);
    if (!checkSize(foreign))
        return damaged();
    // Where its folders are on this computer is for the person to say.
    ImportedJob taken = takeOver(std::move(foreign), {});
    setup.job = std::move(taken.job);
    for (const ImportNote &note : taken.notes)
        if (note.kind == ImportNote::Kind::LeftOut)
            setup.leftOut << note.what.mid(note.what.startsWith(u"--") ? 2 : 0);
    for (const auto &[name, value] : taken.scripts)
        setup.leftOut << toQString(name);
    for (const auto &[name, value] : taken.secrets)
        setup.leftOut << toQString(name);
    return setup;
}

} // namespace cairn
