// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace cairn::gui {

// Asks for the passphrase of any of the backups before something is shown. Is accepted once one
// that is kept here was typed.
class GateDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit GateDialog(EngineProxy &engine, QWidget *parent = nullptr);
    // There is a passphrase that could be asked for.
    [[nodiscard]] static bool canAsk(const EngineProxy &engine);

private:
    void build();
    void ask();
    void heard(const Secret &passphrase, const QString &problem);
    EngineProxy &m_engine;
    std::vector<JobConfig> m_left; // whose passphrase was not compared yet
    RequestId m_question = 0;
    QLineEdit *m_passphrase;
    QLabel *m_answer;
    QPushButton *m_open;
};

} // namespace cairn::gui
