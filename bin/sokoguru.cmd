@node "%~dp0sokoguru" %*
