// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/recovery_sheet.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace cairn::gui {

class ProgressStrip;

// The recovery sheet of a backup that exists: its passphrase comes out of the key store.
class SheetDialog final : public QDialog
{
    Q_OBJECT
public:
    SheetDialog(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);

private:
    void build();
    void ready(const Secret &passphrase, const QString &problem);
    void noted();

    EngineProxy &m_engine;
    RecoverySheet m_sheet;
    RequestId m_question = 0;
    QLabel *m_text;
    ProgressStrip *m_waiting;
    QPushButton *m_save;
    QPushButton *m_print;
};

} // namespace cairn::gui
