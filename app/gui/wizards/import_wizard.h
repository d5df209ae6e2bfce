// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWizard>

namespace cairn::gui {

class ImportJobsPage;
class ImportSourcePage;
class StepList;

// Moving in from Duplicati: from its settings on this computer or a file that it exported.
class ImportWizard final : public QWizard
{
    Q_OBJECT
public:
    explicit ImportWizard(EngineProxy &engine, QWidget *parent = nullptr);

protected:
    void accept() override; // when the backups are saved
    void reject() override;
    bool validateCurrentPage() override;

private:
    void read(RequestId id, const ImportReading &reading);
    void setBusy(bool busy);

    EngineProxy &m_engine;
    ImportSourcePage *m_source;
    ImportJobsPage *m_jobs;
    StepList *m_steps;
    RequestId m_reading = 0;
    bool m_isRead = false; // what the page names now
    bool m_isBusy = false;
};

} // namespace cairn::gui
