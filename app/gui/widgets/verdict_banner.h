// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/texts.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cairn::gui {

// The answer to "are my files safe?", in one sentence, and the one button that helps.
class VerdictBanner final : public QFrame
{
    Q_OBJECT
public:
    explicit VerdictBanner(QWidget *parent = nullptr);
    void setVerdict(const Verdict &verdict);

Q_SIGNALS:
    void actionClicked(const cairn::gui::Verdict &verdict);

private:
    Verdict m_verdict;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_body;
    QPushButton *m_action;
};

} // namespace cairn::gui
