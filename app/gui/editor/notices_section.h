// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/engine_proxy.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace cairn::gui {

// Whom the backup tells of its runs: by mail, and a service on the web.
class NoticesSection final : public EditorSection
{
    Q_OBJECT
public:
    NoticesSection(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Notices"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] JobSecrets secrets() const override;

private:
    QLineEdit *field(const QString &label, const char *option, const QString &objectName,
                     const QString &example);
    void followPassword();
    void addLevels();
    void addTest();
    void sendTest();
    void showAnswer(bool isGood, const QString &answer);

    EngineProxy &m_engine;
    const JobConfig m_job;
    QGridLayout *m_grid;
    QLineEdit *m_to;
    QLineEdit *m_server;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLineEdit *m_forms;
    QLineEdit *m_documents;
    QComboBox *m_levels;
    QPushButton *m_test;
    QLabel *m_answer;
    RequestId m_request = 0;
    RequestId m_keptAsked = 0;
};

} // namespace cairn::gui
