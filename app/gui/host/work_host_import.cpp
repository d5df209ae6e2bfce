// SPDX-License-Identifier: MIT
// Backups of Duplicati, to be taken over.
#include "app/gui/host/work_host.h"

#include "app/shared/error_table.h"
#include "core/engine/import_source.h"

namespace cairn::gui {

using namespace Qt::StringLiterals;

void WorkHost::findImports(RequestId id)
{
    Q_EMIT importsFound(id, findDuplicatiSettings(m_world.files));
}

void WorkHost::readImport(RequestId id, const FilePath &file, const Secret &password)
{
    ImportWorld world{m_world.files, m_world.clock, m_world.random, m_world.backends,
                      ImportPlaces::fromSystem()};
    auto jobs = importFrom(world, file, password);
    ImportReading reading;
    if (jobs) {
        reading.jobs = std::move(*jobs);
    } else {
        const QString &why = jobs.error().id;
        const bool isLocked = why == "ImportEncrypted"_L1;
        reading.wantsPassword = isLocked || why == "ImportPassword"_L1;
        // What else was wrong with the file is said where it was found.
        reading.problem = isLocked ? tr("This is encrypted. Its password is needed: that of the "
                                        "export, or the key that Duplicati's settings have.")
                          : reading.wantsPassword       ? tr("This password does not open it.")
                          : why.startsWith("Import"_L1) ? jobs.error().message
                                                        : windowText(jobs.error());
    }
    Q_EMIT importRead(id, reading);
}

} // namespace cairn::gui
