// SPDX-License-Identifier: MIT
#include "app/gui/style/icon_paths.h"

#include <array>
#include <sstream>
#include <string>

namespace cairn::gui {

namespace {

// Reads a path: M x y, L x y, C x1 y1 x2 y2 x y, Q x1 y1 x y, Z, O cx cy r (circle),
// R x y w h r (rounded rectangle), A cx cy r from sweep (arc, degrees).
QPainterPath path(const char *text)
{
    QPainterPath result;
    std::istringstream in{std::string(text)};
    in.imbue(std::locale::classic());
    std::string command;
    const auto next = [&in] {
        double value = 0;
        in >> value;
        return value;
    };
    const auto point = [&next] {
        const double x = next();
        return QPointF(x, next());
    };
    while (in >> command) {
        if (command == "M") {
            result.moveTo(point());
        } else if (command == "L") {
            result.lineTo(point());
        } else if (command == "C") {
            const QPointF first = point();
            const QPointF second = point();
            result.cubicTo(first, second, point());
        } else if (command == "Q") {
            const QPointF first = point();
            result.quadTo(first, point());
        } else if (command == "Z") {
            result.closeSubpath();
        } else if (command == "O") {
            const QPointF centre = point();
            const double radius = next();
            result.addEllipse(centre, radius, radius);
        } else if (command == "R") {
            const QPointF corner = point();
            const QPointF size = point();
            const double radius = next();
            result.addRoundedRect(QRectF(corner, QSizeF(size.x(), size.y())), radius, radius);
        } else if (command == "A") {
            const QPointF centre = point();
            const double radius = next();
            const QRectF box(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
            const double from = next();
            result.arcMoveTo(box, from);
            result.arcTo(box, from, next());
        }
    }
    return result;
}

struct Row
{
    Icon name;
    const char *stroke;
    const char *fill;
    const char *sign;
    bool mirrors;
};

#define SHIELD "M 12 2 L 20 5 L 20 11.5 C 20 16.5 16.8 20.3 12 22 C 7.2 20.3 4 16.5 4 11.5 L 4 5 Z"
#define TRIANGLE "M 10.4 3.6 Q 12 1.3 13.6 3.6 L 22 18.4 Q 23 21 20.4 21 L 3.6 21 Q 1 21 2 18.4 Z"
#define OCTAGON "M 8 2 L 16 2 L 22 8 L 22 16 L 16 22 L 8 22 L 2 16 L 2 8 Z"
#define FOLDER                                                                                     \
    "M 3 18 L 3 6 Q 3 4.5 4.5 4.5 L 9 4.5 L 11.5 7 L 19.5 7 Q 21 7 21 8.5 L 21 18 Q 21 19.5 19.5 " \
    "19.5 L 4.5 19.5 Q 3 19.5 3 18 Z"
#define CLOCK_HANDS "M 12 6.8 L 12 12.3 L 15.6 14.4"

// clang-format off
constexpr std::array kRows = {
    Row{Icon::Overview, "R 3.5 3.5 7 9 1.75 R 13.5 3.5 7 5 1.75 R 3.5 15.5 7 5 1.75 R 13.5 11.5 7 9 1.75", "", "", true},
    Row{Icon::Restore, "A 12 12.5 8.25 150 -300 M 4.3 4.2 L 4.6 8.6 L 9 8.3 M 12 8.5 L 12 12.8 L 15 14.5", "", "", false},
    Row{Icon::Activity, "M 2.5 12 L 6.5 12 L 9.5 4.5 L 14.5 19.5 L 17.5 12 L 21.5 12", "", "", true},
    Row{Icon::Preferences, "M 3 6.5 L 11 6.5 M 17 6.5 L 21 6.5 O 14 6.5 2.75 M 3 17.5 L 7 17.5 M 13 17.5 L 21 17.5 O 10 17.5 2.75", "", "", true},
    Row{Icon::Add, "M 12 4.5 L 12 19.5 M 4.5 12 L 19.5 12", "", "", false},
    Row{Icon::Pause, "R 5.5 4.5 4 15 1.5 R 14.5 4.5 4 15 1.5", "", "", false},
    Row{Icon::Stop, "R 5 5 14 14 2", "", "", false},
    Row{Icon::BackUp, "M 12 15.5 L 12 4 M 7 8.8 L 12 3.8 L 17 8.8 M 4 15 L 4 18.5 Q 4 20.5 6 20.5 L 18 20.5 Q 20 20.5 20 18.5 L 20 15", "", "", false},
    Row{Icon::Search, "O 10.5 10.5 6.75 M 15.5 15.5 L 21 21", "", "", true},
    Row{Icon::Folder, FOLDER, "", "", true},
    Row{Icon::File, "M 13.5 3 L 7 3 Q 5 3 5 5 L 5 19 Q 5 21 7 21 L 17 21 Q 19 21 19 19 L 19 8.5 Z M 13.5 3 L 13.5 8.5 L 19 8.5", "", "", true},
    Row{Icon::Drive, "M 6 4 L 18 4 L 21 14 L 21 18 Q 21 20 19 20 L 5 20 Q 3 20 3 18 L 3 14 Z M 3 14 L 21 14 M 16.5 17 L 17.5 17", "", "", true},
    Row{Icon::UsbDrive, "M 8 3 L 16 3 L 16 8 L 8 8 Z M 8 8 L 7.5 8 Q 6 8 6 9.5 L 6 19 Q 6 21 8 21 L 16 21 Q 18 21 18 19 L 18 9.5 Q 18 8 16.5 8 L 16 8 M 10.5 5.5 L 10.6 5.5 M 13.4 5.5 L 13.5 5.5", "", "", false},
    Row{Icon::Server, "R 3.5 3.5 17 7 2 R 3.5 13.5 17 7 2 M 7.5 7 L 7.6 7 M 7.5 17 L 7.6 17 M 13 7 L 17 7 M 13 17 L 17 17", "", "", true},
    Row{Icon::Cloud, "M 7 19 C 4.2 19 2.5 17 2.5 14.8 C 2.5 12.5 4.2 10.8 6.3 10.6 C 6.8 7.4 9.2 5 12.4 5 C 15.6 5 17.9 7.2 18.3 10.2 C 20.2 10.5 21.5 12.2 21.5 14.4 C 21.5 17 19.7 19 17 19 Z", "", "", false},
    Row{Icon::Key, "O 8 15.5 4.75 M 11.4 12.1 L 20.5 3 M 16.5 7 L 19.5 10 M 13.5 10 L 15.5 12", "", "", true},
    Row{Icon::Lock, "R 4.5 10.5 15 10.5 2 M 8 10.5 L 8 7.5 C 8 2.2 16 2.2 16 7.5 L 16 10.5 M 12 14.8 L 12 16.8", "", "", false},
    Row{Icon::Print, "M 7 8.5 L 7 3 L 17 3 L 17 8.5 M 7 17.5 L 5 17.5 Q 3 17.5 3 15.5 L 3 10.5 Q 3 8.5 5 8.5 L 19 8.5 Q 21 8.5 21 10.5 L 21 15.5 Q 21 17.5 19 17.5 L 17 17.5 R 7 14 10 7 1", "", "", false},
    Row{Icon::Copy, "R 8.5 8.5 12 12 2 M 5.5 15.5 Q 3.5 15.5 3.5 13.5 L 3.5 5.5 Q 3.5 3.5 5.5 3.5 L 13.5 3.5 Q 15.5 3.5 15.5 5.5", "", "", true},
    Row{Icon::Eye, "M 2.5 12 C 6 5 18 5 21.5 12 C 18 19 6 19 2.5 12 Z O 12 12 3", "", "", false},
    Row{Icon::Chevron, "M 9 5.5 L 15.5 12 L 9 18.5", "", "", true},
    Row{Icon::More, "", "O 5 12 1.75 O 12 12 1.75 O 19 12 1.75", "", false},
    Row{Icon::Check, "M 4 12.5 L 9.5 18 L 20 6.5", "", "", false},
    Row{Icon::Warning, "", TRIANGLE, "M 12 8.2 L 12 13.2 M 12 17 L 12 17.05", false},
    Row{Icon::Error, "", OCTAGON, "M 8.2 8.2 L 15.8 15.8 M 15.8 8.2 L 8.2 15.8", false},
    Row{Icon::Clock, "", "O 12 12 10", CLOCK_HANDS, false},
    Row{Icon::ShieldOk, "", SHIELD, "M 8 11.8 L 11 14.8 L 16.2 8.8", false},
    Row{Icon::ShieldRun, "", SHIELD, "M 12 16.5 L 12 7.5 M 8.2 11 L 12 7.2 L 15.8 11", false},
    Row{Icon::ShieldPaused, "", SHIELD, "M 9.5 8 L 9.5 15 M 14.5 8 L 14.5 15", false},
    Row{Icon::Undo, "M 8 4 L 3.5 8.5 L 8 13 M 3.5 8.5 L 14.5 8.5 C 22.5 8.5 22.5 19.5 14.5 19.5 L 9 19.5", "", "", true},
    Row{Icon::Trash, "M 3.5 6 L 20.5 6 M 8.5 6 L 8.5 4.5 Q 8.5 3 10 3 L 14 3 Q 15.5 3 15.5 4.5 L 15.5 6 M 5.5 6 L 6.4 19.2 Q 6.6 21 8.4 21 L 15.6 21 Q 17.4 21 17.6 19.2 L 18.5 6 M 10 10.5 L 10 16.5 M 14 10.5 L 14 16.5", "", "", false},
    Row{Icon::Edit, "M 4 20 L 5 15.5 L 16 4.5 Q 17.5 3 19 4.5 L 19.5 5 Q 21 6.5 19.5 8 L 8.5 19 Z M 14 6.5 L 17.5 10", "", "", true},
    Row{Icon::Info, "O 12 12 9.25 M 12 11.3 L 12 16.5 M 12 7.6 L 12 7.65", "", "", false},
    Row{Icon::Close, "M 5.5 5.5 L 18.5 18.5 M 18.5 5.5 L 5.5 18.5", "", "", false},
    Row{Icon::Up, "M 12 20 L 12 4.5 M 5.5 11 L 12 4.5 L 18.5 11", "", "", false},
    Row{Icon::Down, "M 12 4 L 12 19.5 M 5.5 13 L 12 19.5 L 18.5 13", "", "", false},
};
// clang-format on

// Flat, a little higher at the start than at the end: a pebble, not an ellipse.
QPainterPath stone(const QRectF &box)
{
    const auto at = [&box](qreal x, qreal y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    QPainterPath result(at(0, 0.6));
    result.cubicTo(at(0, 0.16), at(0.17, 0), at(0.42, 0));
    result.cubicTo(at(0.76, 0), at(1, 0.22), at(1, 0.62));
    result.cubicTo(at(1, 0.92), at(0.87, 1), at(0.62, 1));
    result.lineTo(at(0.34, 1));
    result.cubicTo(at(0.1, 1), at(0, 0.9), at(0, 0.6));
    return result;
}

} // namespace

IconShape iconShape(Icon name)
{
    for (const Row &row : kRows) {
        if (row.name == name)
            return {path(row.stroke), path(row.fill), path(row.sign), row.mirrors};
    }
    return {};
}

IconShape iconShape(DialogSign name)
{
    switch (name) {
    case DialogSign::Back:
        return {path("M 20 12 L 4.5 12 M 11 5.5 L 4.5 12 L 11 18.5"), {}, {}, true};
    case DialogSign::Forward:
        return {path("M 4 12 L 19.5 12 M 13 5.5 L 19.5 12 L 13 18.5"), {}, {}, true};
    case DialogSign::NewFolder:
        return {path(FOLDER " M 12 10 L 12 16.5 M 8.75 13.25 L 15.25 13.25"), {}, {}, true};
    case DialogSign::List:
        return {path("R 3.5 3.5 6.5 6.5 1.5 R 14 3.5 6.5 6.5 1.5 R 3.5 14 6.5 6.5 1.5 "
                     "R 14 14 6.5 6.5 1.5"),
                {},
                {},
                true};
    case DialogSign::Details:
        return {path("M 9 6 L 20.5 6 M 9 12 L 20.5 12 M 9 18 L 20.5 18 M 4 6 L 4.1 6 "
                     "M 4 12 L 4.1 12 M 4 18 L 4.1 18"),
                {},
                {},
                true};
    case DialogSign::Home:
        return {path("M 3 11.5 L 12 3.5 L 21 11.5 M 5.5 9.5 L 5.5 20.5 L 18.5 20.5 L 18.5 9.5 "
                     "M 10 20.5 L 10 14 L 14 14 L 14 20.5"),
                {},
                {},
                false};
    case DialogSign::Desktop:
        break;
    }
    return {path("R 2.5 4 19 12.5 2 M 12 16.5 L 12 20.5 M 8 20.5 L 16 20.5"), {}, {}, false};
}

IconShape trayShape(TrayState state)
{
    switch (state) {
    case TrayState::Fine:
        return iconShape(Icon::ShieldOk);
    case TrayState::Running:
        return iconShape(Icon::ShieldRun);
    case TrayState::Paused:
        return iconShape(Icon::ShieldPaused);
    case TrayState::Waiting:
        return iconShape(Icon::Clock);
    case TrayState::Attention:
        return iconShape(Icon::Warning);
    case TrayState::Failed:
        break;
    }
    return iconShape(Icon::Error);
}

QList<QPainterPath> markStones()
{
    return {stone({10, 38, 44, 19}), stone({17, 21.5, 32, 14.5}), stone({22, 8, 20, 11.5})};
}

} // namespace cairn::gui
