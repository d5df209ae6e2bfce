// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWizardPage>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QRadioButton;
class QVBoxLayout;

namespace cairn::gui {

// Which settings or file backups are to be taken over from, and its password.
class ImportSourcePage final : public QWizardPage
{
    Q_OBJECT
public:
    explicit ImportSourcePage(EngineProxy &engine, QWidget *parent = nullptr);

    [[nodiscard]] FilePath file() const; // empty: none is chosen
    [[nodiscard]] Secret password() const;
    void showProblem(const QString &text, bool wantsPassword);
    [[nodiscard]] bool isComplete() const override { return !file().empty(); }

Q_SIGNALS:
    void changed();

private:
    void showFound(RequestId id, const std::vector<FilePath> &files);
    void browse();
    void change(); // something else is chosen

    EngineProxy &m_engine;
    RequestId m_search = 0;
    QButtonGroup *m_choice;
    QVBoxLayout *m_found;
    QRadioButton *m_other;
    QLineEdit *m_path;
    QLineEdit *m_password;
    QLabel *m_hint;
};

} // namespace cairn::gui
