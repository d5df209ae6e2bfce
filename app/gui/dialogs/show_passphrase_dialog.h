// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace cairn::gui {

// The passphrase of a backup that runs here, for whoever has forgotten it. Asks first: somebody may
// stand behind the chair.
class ShowPassphraseDialog final : public QDialog
{
    Q_OBJECT
public:
    ShowPassphraseDialog(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);

private:
    void build(const QString &name);
    void reveal(const Secret &passphrase, const QString &problem);
    EngineProxy &m_engine;
    RequestId m_question = 0;
    QLabel *m_text;
    QLineEdit *m_passphrase;
    QPushButton *m_copy;
    QPushButton *m_show;
};

} // namespace cairn::gui
