// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

#include <optional>

class QKeyEvent;
class QLineEdit;

namespace cairn::gui {

// Says inside a field that Caps Lock is on. Which it is, no desktop tells a program the same way:
// it is taken from the letters that are typed, and from the key itself.
class CapsHint final : public QLabel
{
    Q_OBJECT
public:
    explicit CapsHint(QLineEdit *field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void typed(const QKeyEvent &key);
    void place();
    QLineEdit *m_field;
    std::optional<bool> m_isOn; // none: not known yet
};

} // namespace cairn::gui
