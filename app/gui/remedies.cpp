// SPDX-License-Identifier: MIT
#include "app/gui/remedies.h"

#include "app/gui/dialogs/job_editor.h"
#include "app/gui/dialogs/passphrase_dialog.h"

#include <QDesktopServices>
#include <QUrl>

namespace cairn::gui {

bool doRemedy(EngineProxy &engine, const RemedyOrder &order, QWidget *window)
{
    switch (order.remedy) {
    case Remedy::BackUpNow:
        engine.runJob(order.job);
        return true;
    case Remedy::Repair:
    case Remedy::RebuildList:
        engine.repair(order.job, order.remedy == Remedy::RebuildList);
        return true;
    case Remedy::EnterPassphrase:
        if (const JobView *view = engine.job(order.job))
            (new PassphraseDialog(engine, view->job, window))->open();
        return true;
    case Remedy::ShowFiles: {
        std::string folder = order.path;
        if (!folder.ends_with('/'))
            folder.resize(folder.rfind('/') + 1);
        QDesktopServices::openUrl(QUrl::fromLocalFile(
            QString::fromLocal8Bit(QByteArray(folder.data(), qsizetype(folder.size())))));
        return true;
    }
    case Remedy::CloseSettings:
        engine.closeSettings();
        return true;
    case Remedy::Edit:
        if (const JobView *view = engine.job(order.job))
            (new JobEditor(engine, *view, window))->open();
        return true;
    case Remedy::OpenRestore:
    case Remedy::ShowLog:
        break;
    }
    return false;
}

} // namespace cairn::gui
