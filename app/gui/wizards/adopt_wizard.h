// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWizard>

class QLabel;
class QLineEdit;

namespace cairn::gui {

class ProgressStrip;
class StepList;
class WherePage;

// A new computer: only the destination and the passphrase are there. Takes over backups of this
// program and of Duplicati.
class AdoptWizard final : public QWizard
{
    Q_OBJECT
public:
    AdoptWizard(EngineProxy &engine, Random &random, QWidget *parent = nullptr);
    void offer(const FoundBackup &backup); // is the choice on the first page

Q_SIGNALS:
    void adopted(const std::string &job, const cairn::gui::AdoptedSettings &settings);

protected:
    void accept() override; // when the backup has been opened
    void reject() override;

private:
    QWizardPage *passphrasePage();
    void named(const QString &name, const QString &computer);
    [[nodiscard]] QString wrongPassphrase() const;
    void opened(const QString &job, const QString &problem, const AdoptedSettings &settings);
    void askPassphrase();
    void setBusy(bool busy);

    EngineProxy &m_engine;
    WherePage *m_where;
    StepList *m_steps;
    QLineEdit *m_passphrase;
    QLabel *m_hint;
    ProgressStrip *m_progress;
    const std::string m_id;
    bool m_isBusy = false;
    bool m_isStopping = false;
    bool m_triesSpoken = false; // the words as they are read aloud, next
};

} // namespace cairn::gui
