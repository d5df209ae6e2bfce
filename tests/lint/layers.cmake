# SPDX-License-Identifier: MIT
# cmake -P layers.cmake ROOT: reads the #include lines of core/, backends/ and app/ and refuses each
# that goes up or sideways in the picture of core/README.md. Prints file:line of every fault.
cmake_minimum_required(VERSION 3.25)

math(EXPR last "${CMAKE_ARGC} - 1")
set(root "${CMAKE_ARGV${last}}")

# Lowest first; what stands on one line knows itself and the lines below.
set(lines
    "core/base"
    "core/sqlite"
    "core/config core/secrets"
    "core/source core/format core/db core/storage"
    "core/pipeline"
    "core/operations core/schedule"
    "core/engine")
# These see what is named here and no more.
set(sees_backends core/base core/storage)
set(sees_app core/base core/config core/secrets core/schedule core/engine app/shared)
# The composition roots make the objects of all layers.
set(composition_roots app/cli/main.cpp app/gui/main.cpp)

set(below "")
foreach(line IN LISTS lines)
    separate_arguments(folders UNIX_COMMAND "${line}")
    foreach(folder IN LISTS folders)
        set(sees_${folder} ${below})
        list(APPEND known ${folder})
    endforeach()
    list(APPEND below ${folders})
endforeach()

# The folder that a path belongs to as a layer: its first two parts.
function(layer_of path result)
    if(path MATCHES "^([^/]+/[^/]+)/")
        set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
    else()
        set(${result} "" PARENT_SCOPE)
    endif()
endfunction()

function(line_of file text result)
    file(READ ${root}/${file} content)
    string(FIND "${content}" "${text}" offset)
    string(SUBSTRING "${content}" 0 ${offset} before)
    string(REGEX MATCHALL "\n" ends "${before}")
    list(LENGTH ends count)
    math(EXPR count "${count} + 1")
    set(${result} ${count} PARENT_SCOPE)
endfunction()

macro(fault text)
    message("${text}")
    math(EXPR faults "${faults} + 1")
endmacro()

function(may_include layer file target result)
    set(${result} FALSE PARENT_SCOPE)
    layer_of(${target} other)
    if(other STREQUAL layer OR file IN_LIST composition_roots)
        set(${result} TRUE PARENT_SCOPE)
    elseif(layer MATCHES "^backends/")
        if(other IN_LIST sees_backends)
            set(${result} TRUE PARENT_SCOPE)
        endif()
    elseif(layer MATCHES "^app/")
        if(other IN_LIST sees_app)
            set(${result} TRUE PARENT_SCOPE)
        endif()
    elseif(other IN_LIST sees_${layer})
        set(${result} TRUE PARENT_SCOPE)
    endif()
endfunction()

set(faults 0)
set(forbidden_qt "^(Qt(Gui|Widgets|Network)(/|$)|Q(Widget|Application|GuiApplication)$|QNetwork)")
file(GLOB_RECURSE files RELATIVE ${root}
    ${root}/core/*.h ${root}/core/*.cpp ${root}/backends/*.h ${root}/backends/*.cpp
    ${root}/app/*.h ${root}/app/*.cpp)
foreach(file IN LISTS files)
    layer_of(${file} layer)
    if(layer MATCHES "^core/" AND NOT layer IN_LIST known)
        fault("${file}:1: ${layer} has no place among the layers")
        continue()
    endif()
    file(STRINGS ${root}/${file} includes REGEX "^[ \t]*#[ \t]*include")
    foreach(include IN LISTS includes)
        if(include MATCHES "\"([^\"]+)\"")
            set(target ${CMAKE_MATCH_1})
            if(target MATCHES "\\.moc$")
                continue()
            endif()
            may_include(${layer} ${file} ${target} allowed)
        elseif(include MATCHES "<([^>]+)>")
            set(target ${CMAKE_MATCH_1})
            set(allowed TRUE)
            if(layer MATCHES "^core/" AND target MATCHES "${forbidden_qt}")
                set(allowed FALSE)
            endif()
        else()
            continue()
        endif()
        if(NOT allowed)
            line_of(${file} "${include}" line)
            fault("${file}:${line}: ${layer} must not include ${target}")
        endif()
    endforeach()
endforeach()

if(faults)
    message(FATAL_ERROR "${faults} faults")
endif()
