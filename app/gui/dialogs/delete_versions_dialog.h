// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace cairn::gui {

// Versions to be deleted by hand. The newest complete one cannot be chosen: it is what a backup is
// for (R29).
class DeleteVersionsDialog final : public QDialog
{
    Q_OBJECT
public:
    DeleteVersionsDialog(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);
    // unix s; of what is chosen. Not empty when the dialog was accepted.
    [[nodiscard]] std::vector<qint64> moments() const;

private:
    void build();
    void show(const CatalogVersions &answer);
    void changed();
    void tell();

    EngineProxy &m_engine;
    const JobConfig m_job;
    RequestId m_versions;  // the question for them
    RequestId m_freed = 0; // the question for what the choice frees; 0: none is open
    qint64 m_freedBytes = -1;
    QString m_failure;
    QTreeWidget *m_list;
    QLabel *m_said; // what the choice means
    QPushButton *m_go;
    QTimer m_wait; // somebody still chooses
};

} // namespace cairn::gui
