// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <memory>

namespace cairn::gui {

// While it lives, SIGTERM, SIGINT and SIGHUP, as a log-out sends them, end the program in order.
// The same one a second time ends it at once. One at a time.
class EndSignals final : public QObject
{
    Q_OBJECT
public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

Q_SIGNALS:
    void endWanted();

private:
    std::array<int, 2> m_ends{-1, -1}; // a handler writes to one, the event loop reads the other
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace cairn::gui
