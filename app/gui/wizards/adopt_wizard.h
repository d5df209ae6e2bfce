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

Q_SIGNALS:
    void adopted(const std::string &job);

protected:
    void accept() override; // when the backup has been opened
    void reject() override;

private:
    QWizardPage *passphrasePage();
    void opened(const QString &job, const QString &problem);
    void setBusy(bool busy);

    EngineProxy &m_engine;
    WherePage *m_where;
    StepList *m_steps;
    QLineEdit *m_passphrase;
    QLabel *m_hint;
    ProgressStrip *m_progress;
    const std::string m_id;
    bool m_isBusy = false;
    bool m_triesSpoken = false; // the words as they are read aloud, next
};

} // namespace cairn::gui
