// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace cairn::gui {

// The settings of a backup in a file, for this program on another computer or for Duplicati.
class ExportDialog final : public QDialog
{
    Q_OBJECT
public:
    ExportDialog(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);

private:
    void build();
    void judge();
    void chooseFile();
    void write(const QString &path);
    void written(const QString &problem, const QStringList &remarks);

    EngineProxy &m_engine;
    const JobConfig m_job;
    QCheckBox *m_seal; // with a password
    QLineEdit *m_password;
    QLineEdit *m_again;
    QCheckBox *m_withSecrets;
    QLabel *m_answer;
    QPushButton *m_close;
    QPushButton *m_go;
    RequestId m_asked = 0;
    QString m_path;
};

} // namespace cairn::gui
