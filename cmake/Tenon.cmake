# tenon_check(<target> [BASELINE <file>] [FAIL_ON breaking|risky|any|none]
#             [PORTABLE] [ON_BUILD])
#
# Checks a library or object target with tenon after it is built.
#
#   BASELINE <file>.abi   compare the target with this snapshot (tenon diff);
#                         write one with: tenon abi <library> -o <file>.abi
#   BASELINE <file>       audit the target and hide the findings listed there;
#                         write one with the target tenon-baseline-<target>
#   no BASELINE           audit the target
#   FAIL_ON               from which grade on the check fails; default risky
#   PORTABLE              the API must serve other platforms too (audit)
#   ON_BUILD              run after every build of the target, and fail it
#
# Adds the test tenon.<target> (if testing is enabled) and the target
# tenon-check-<target>. The program is found as tenon, or set TENON_PROGRAM.

include_guard(GLOBAL)
find_program(TENON_PROGRAM tenon DOC "the tenon program")

function(tenon_check target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PORTABLE;ON_BUILD" "BASELINE;FAIL_ON" "")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "tenon_check: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "tenon_check: ${target} is not a target")
  endif()
  if(NOT TENON_PROGRAM)
    message(FATAL_ERROR "tenon_check: tenon was not found; set TENON_PROGRAM")
  endif()
  get_target_property(kind ${target} TYPE)
  if(kind STREQUAL "INTERFACE_LIBRARY")
    message(FATAL_ERROR "tenon_check: ${target} builds nothing")
  elseif(kind STREQUAL "OBJECT_LIBRARY")
    set(files $<TARGET_OBJECTS:${target}>)
  else()
    set(files $<TARGET_FILE:${target}>)
  endif()

  set(flags)
  if(arg_FAIL_ON)
    list(APPEND flags --fail-on ${arg_FAIL_ON})
  endif()
  set(audit ${TENON_PROGRAM} audit)
  if(arg_PORTABLE)
    list(APPEND audit --portable)
  endif()

  set(command ${audit} ${flags} ${files})
  if(arg_BASELINE)
    get_filename_component(baseline "${arg_BASELINE}" ABSOLUTE)
    if(baseline MATCHES "\\.abi$")
      set(command ${TENON_PROGRAM} diff ${flags} ${baseline} ${files})
    else()
      set(command ${audit} ${flags} --baseline ${baseline} ${files})
      add_custom_target(tenon-baseline-${target}
        COMMAND ${audit} --write-baseline ${baseline} ${files}
        DEPENDS ${target} WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} COMMAND_EXPAND_LISTS VERBATIM)
    endif()
  endif()

  add_custom_target(tenon-check-${target}
    COMMAND ${command}
    DEPENDS ${target} WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} COMMAND_EXPAND_LISTS VERBATIM)
  if(arg_ON_BUILD AND NOT kind STREQUAL "OBJECT_LIBRARY")
    add_custom_command(TARGET ${target} POST_BUILD
      COMMAND ${command} WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} COMMAND_EXPAND_LISTS VERBATIM)
  endif()
  add_test(NAME tenon.${target} COMMAND ${command}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} COMMAND_EXPAND_LISTS)
endfunction()
