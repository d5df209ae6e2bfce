// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWizard>

namespace cairn::gui {

class FilesPage;
class ProtectPage;
class StepList;
class WherePage;

// A new backup in three steps: where, what, lock. A copy of another one has no second step.
class SetupWizard final : public QWizard
{
    Q_OBJECT
public:
    SetupWizard(EngineProxy &engine, Random &random, QWidget *parent = nullptr,
                const std::optional<JobView> &original = {});

protected:
    void accept() override; // saved by the engine first
    void reject() override; // asks if something would be lost

Q_SIGNALS:
    // The backup that is at the chosen place is wanted, not a new one.
    void existingWanted(const cairn::gui::FoundBackup &backup);

private:
    [[nodiscard]] JobConfig job() const;
    [[nodiscard]] JobConfig copied() const;
    void save(bool runNow);
    void showResults();
    void arrangeButtons();

    EngineProxy &m_engine;
    Random &m_random;
    const std::optional<JobView> m_original; // that this is a copy of
    WherePage *m_where;
    FilesPage *m_files; // none in a copy
    ProtectPage *m_protect;
    StepList *m_steps;
    const std::string m_id;
    bool m_isSaving = false;
};

} // namespace cairn::gui
