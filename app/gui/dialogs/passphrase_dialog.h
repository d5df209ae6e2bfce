// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace cairn::gui {

// Asks for the passphrase of a backup, tries it on what is stored, and keeps it if it opens that.
class PassphraseDialog final : public QDialog
{
    Q_OBJECT
public:
    PassphraseDialog(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);

private:
    void tryIt();
    void tried(const QString &problem);

    EngineProxy &m_engine;
    const std::string m_job;
    QLineEdit *m_passphrase;
    QLabel *m_answer;
    QPushButton *m_use;
};

} // namespace cairn::gui
